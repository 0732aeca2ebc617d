// Runs a measurement that is written in TypeScript: `node bench/run.mjs delivery`, with the measurement's own arguments.
import { runnerImport } from 'vite'

// Benchmarks run React's production build.
process.env.NODE_ENV ??= 'production'

const options = { configFile: false, logLevel: 'error' }
const { module } = await runnerImport('./test/support/scriptPlugin.ts', options)
await runnerImport(`./bench/${process.argv[2]}.ts`, { ...options, plugins: [module.scriptPlugin] })
