import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { type EngineName, engineNames } from '../support/engines/engine.js'
import { findEngine } from '../support/engines/findEngine.js'
import { scriptPlugin } from '../support/scriptPlugin.js'

const runs = Number(process.env.ENGINE_RUNS ?? 1)

const found = await Promise.all(engineNames.map(async (engine) => ({ engine, enginePath: await findEngine(engine) })))
const missing = found.flatMap(({ engine, enginePath }) => (enginePath ? [] : engine)).join(', ')
const advice = `No browser was found for ${missing}. Run ".ci/installEngines" as root on Debian.`

if (missing && process.env.CI) throw new Error(advice)
// biome-ignore lint/suspicious/noConsole: the developer must see what was not tested.
if (missing) console.warn(`The suite does not run in all engines. ${advice}`)

const createProject = (engine: EngineName, enginePath: string): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name: engine,
    include: ['test/engines/*.test.ts'],
    provide: { engine, enginePath, runs },
    // A test's own waits end before, with the reason.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})

export default defineConfig({
  plugins: [scriptPlugin],
  test: {
    // A row waits most of its time, so that more files than processors run at a time.
    maxWorkers: 4,
    projects: found.flatMap(({ engine, enginePath }) => (enginePath ? createProject(engine, enginePath) : [])),
  },
})
