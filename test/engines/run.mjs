// `npm run test:engines -- [--short | --full]`, and the arguments of vitest: `--project webkit` for one engine, the name of a file for its rows.
import { spawnSync } from 'node:child_process'

const runs = { '--short': 3, '--full': 30 }
const options = process.argv.slice(2)
const length = options.find((option) => option in runs)
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/engines/vitest.config.ts']
const { status } = spawnSync(process.execPath, [...vitest, ...options.filter((option) => option !== length)], {
  env: { ...process.env, ENGINE_RUNS: runs[length] ?? 10 },
  stdio: 'inherit',
})
process.exitCode = status ?? 1
