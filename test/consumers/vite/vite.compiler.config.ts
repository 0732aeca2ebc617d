import babel from '@rolldown/plugin-babel'
import react, { reactCompilerPreset } from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The compiler skips a component that it cannot compile. With this option, it fails instead.
const preset = reactCompilerPreset({ panicThreshold: 'all_errors' })

export default defineConfig({ plugins: [react(), babel({ presets: [preset] })] })
