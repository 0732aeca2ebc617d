import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devPlugin } from '../test/support/devPlugin.js'

// Storybook has this file, because the `vite.config.ts` at the top builds the package.
export default defineConfig({ plugins: [react(), devPlugin], build: { chunkSizeWarningLimit: 4000 } })
