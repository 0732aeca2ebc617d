// Runs a measurement that is written in TypeScript: `node bench/run.mjs delivery`, with what else it may be told.
import { runnerImport } from 'vite'

await runnerImport(`./bench/${process.argv[2]}.ts`, { configFile: false, logLevel: 'error' })
