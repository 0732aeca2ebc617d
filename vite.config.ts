import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, findChromium } from './test/support/chromium.js'
import { scriptPlugin } from './test/support/scriptPlugin.js'

const executablePath = await findChromium()

export default defineConfig({
  plugins: [react(), scriptPlugin],
  publicDir: false,
  build: {
    target: 'es2022',
    minify: false,
    cssCodeSplit: true,
    cssMinify: 'lightningcss',
    cssTarget: 'esnext',
    lib: {
      entry: {
        index: 'src/index.ts',
        'preload/index': 'src/preload/index.ts',
        'testing/index': 'src/testing/index.ts',
        'storybook/index': 'src/storybook/index.ts',
        'devtools/index': 'src/devtools/index.ts',
        ...Object.fromEntries(['ar', 'de', 'es', 'fr', 'ja'].map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
        styles: 'src/styles.css',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/, '@tanstack/react-query', /^zustand/, 'ky'],
      // One file for each source file: that keeps 'use client' on exactly those that say it.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: [
            'test/*.test.{ts,tsx}',
            'test/{api,http,session,outbox,actions,query,hooks,components,testing,storybook,devtools,platform,preload}/**/*.test.{ts,tsx}',
          ],
          setupFiles: ['test/support/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['test/server/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/failOnConsole.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'chromium',
          environment: 'node',
          include: ['test/chromium/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: {
          name: 'stories',
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args: chromiumFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
