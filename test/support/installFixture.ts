import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { inject, vi } from 'vitest'
import { consumerEnv } from './consumerEnv.js'
import { findPort } from './loopback.js'

export type Fixture = {
  /** Runs a command in it. Rejects with what the command printed as errors. */
  run: (command: string, env?: Record<string, string>) => Promise<void>
  /** The text that the latest command printed. */
  printed: () => string
  /** Runs one of its scripts, a server, until it is stopped. */
  serve: (script: string, env?: Record<string, string>) => Promise<Server>
  /** Writes one of its files. */
  write: (path: string, text: string) => void
  /** Whether the scripts in one of the fixture's folders contain each of the texts. */
  holds: (folder: string, words: string[]) => boolean[]
  remove: () => void
}

export type Server = {
  origin: string
  /** The text that the server printed as errors. */
  errors: () => string
  stop: () => Promise<void>
}

/** Installs the tarball, and what the fixture depends on, into a copy of `test/consumers/{names}`. */
export async function installFixture(...names: string[]): Promise<Fixture> {
  const fixture = copyFixture(...names)
  await fixture.run(`npm install --no-package-lock --ignore-scripts --prefer-offline --loglevel error ${inject('tarball')}`)
  return fixture
}

/**
 * Copies `test/consumers/{names}` into one folder, in which later folders overwrite earlier ones. The copy is outside the repository, because a fixture
 * must find only what a consumer has.
 */
export function copyFixture(...names: string[]): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'react-engagement-'))
  for (const name of names) cpSync(join(import.meta.dirname, '../consumers', name), folder, { recursive: true })

  let printed = ''
  const fixture: Fixture = {
    async run(command, env) {
      const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: folder, env: consumerEnv(env), maxBuffer: 1e8 })
      printed = stdout + stderr
    },
    printed: () => printed,
    async serve(script, env) {
      const port = await findPort()
      const child = spawn('npm', ['run', '--silent', script], {
        cwd: folder,
        env: consumerEnv({ ...env, PORT: port }),
        // A group of its own, so that npm can be ended with the server that it started.
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      // The pipe closes when npm and all processes that it started have ended.
      const exit = once(child, 'close')
      let errors = ''
      child.stderr.on('data', (text) => {
        errors += text
      })
      const origin = `http://127.0.0.1:${port}`
      const unexpectedExit = exit.then(() => Promise.reject(new Error(`"npm run ${script}" ended: ${errors}`)))
      await Promise.race([vi.waitFor(() => fetch(origin), { timeout: 60_000, interval: 100 }), unexpectedExit])
      return {
        origin,
        errors: () => errors.trim(),
        async stop() {
          process.kill(-(child.pid as number))
          await exit
        },
      }
    },
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    holds(from, words) {
      const files = readdirSync(join(folder, from), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'))
      const scripts = files.map((file) => readFileSync(join(folder, from, file), 'utf8'))
      return words.map((word) => scripts.some((script) => script.includes(word)))
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
  return fixture
}
