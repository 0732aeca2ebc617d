import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devPlugin } from '../test/support/devPlugin.js'

// The library's own settings, at the top, build the package: they are not Storybook's.
export default defineConfig({ plugins: [react(), devPlugin], build: { chunkSizeWarningLimit: 4000 } })
