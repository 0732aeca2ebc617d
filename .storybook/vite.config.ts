import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The library's own settings, at the top, build the package: they are not Storybook's.
export default defineConfig({ plugins: [react()], build: { chunkSizeWarningLimit: 4000 } })
