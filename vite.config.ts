import { basename, join } from 'node:path'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { Features } from 'lightningcss'
import { defineConfig } from 'vitest/config'
import type { InlineConfig } from 'vitest/node'
import { findChromium } from './test/support/chromium.js'
import { chromiumFlags } from './test/support/chromiumFlags.js'
import { devPlugin } from './test/support/devPlugin.js'
import { scriptPlugin } from './test/support/scriptPlugin.js'

const executablePath = await findChromium()

/** The main path: the button appears, is displayed and is clicked, and the service receives the reports. */
const smoke = 'test/chromium/site.test.ts'

/** These files measure real time, so they run one after another, without others beside them. */
const timed = ['tabs', 'delivery', 'life', 'display', 'preload', 'preloadFailure'].map((name) => `test/chromium/${name}.test.ts`)

/** Where the samples of the docs find the package. */
const sampleAliases = [
  { find: /^react-engagement$/, replacement: join(import.meta.dirname, 'src/index.ts') },
  { find: /^react-engagement\/(styles.*\.css)$/, replacement: join(import.meta.dirname, 'src/react/$1') },
  { find: /^react-engagement\/(locales\/.+)$/, replacement: join(import.meta.dirname, 'src/$1.ts') },
  { find: /^react-engagement\/(\w+)$/, replacement: join(import.meta.dirname, 'src/$1/index.ts') },
]

const unit = {
  // A file that needs no document says so in its first line: `// @vitest-environment node`.
  environment: 'jsdom' as const,
  include: ['test/**/*.test.{ts,tsx}'],
  exclude: ['**/node_modules/**', 'test/{server,chromium,consumers,engines}/**'],
  setupFiles: ['test/support/setup.ts'],
}

export default defineConfig({
  plugins: [react(), scriptPlugin, devPlugin],
  publicDir: false,
  // Browsers of early 2022 ignore a media query with `<=`, which the minifier would write.
  css: { lightningcss: { include: Features.MediaQueries } },
  build: {
    target: 'es2022',
    minify: false,
    cssCodeSplit: true,
    cssMinify: 'lightningcss',
    cssTarget: 'esnext',
    lib: {
      entry: {
        index: 'src/index.ts',
        'conversation/index': 'src/conversation/index.ts',
        'preload/index': 'src/preload/index.ts',
        'server/index': 'src/server/index.ts',
        'testing/index': 'src/testing/index.ts',
        'storybook/index': 'src/storybook/index.ts',
        'devtools/index': 'src/devtools/index.ts',
        ...Object.fromEntries(['ar', 'de', 'es', 'fr', 'ja'].map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
        styles: 'src/react/styles.css',
        'styles.unlayered': 'src/react/styles.unlayered.css',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/, '@tanstack/react-query', /^zustand/, 'ky'],
      // One file for each source file: that keeps 'use client' on exactly those that say it.
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        entryFileNames: '[name].js',
        // A stylesheet has the name of its source. Vite's own name for it would end at the first dot.
        assetFileNames: ({ originalFileNames: [source = ''] }) => basename(source),
      },
    },
  },
  test: {
    // The default is one worker fewer than there are processors.
    maxWorkers: '100%',
    // Other work on the machine can make a test several times slower. The first test of a page also waits for its build.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A poll ends before the package's own time-outs of 5 and 10 seconds, which would hide a fault.
    expect: { poll: { timeout: 4000 } },
    projects: [
      { extends: true, resolve: { alias: sampleAliases }, test: { name: 'unit', ...unit } },
      {
        // The unit tests again, on the oldest release of TanStack Query that the peer range allows, without `AbortSignal.any`.
        extends: true,
        resolve: { alias: [...sampleAliases, { find: '@tanstack/react-query', replacement: 'tanstack-query-oldest' }] },
        test: { name: 'oldest', ...unit, setupFiles: ['test/support/withoutAbortSignalAny.ts', ...unit.setupFiles] },
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
      inChromium('smoke', { include: [smoke], fileParallelism: false }),
      inChromium('chromium', { exclude: [smoke, ...timed] }),
      inChromium('chromium-timed', { include: timed, fileParallelism: false }),
    ],
  },
})

/** A project of files that drive Chromium from Node. */
function inChromium(name: string, options: InlineConfig) {
  return {
    extends: true as const,
    test: {
      name,
      environment: 'node',
      include: ['test/chromium/**/*.test.ts'],
      expect: { poll: { timeout: 10_000 } },
      ...options,
    },
  }
}
