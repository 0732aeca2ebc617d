import { execSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { consumerEnv } from './consumerEnv.js'

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface is added to
  export interface ProvidedContext {
    tarball: string
  }
}

let folder: string

/** Packs the package once, as `npm publish` would. npm builds it first. */
export function setup({ provide }: TestProject): void {
  const run = (command: string) => execSync(command, { env: consumerEnv(), encoding: 'utf8', stdio: 'pipe' })
  folder = mkdtempSync(join(tmpdir(), 'react-engagement-'))
  const [name = ''] = run(`npm pack --pack-destination ${folder}`).trim().split('\n').slice(-1)
  provide('tarball', join(folder, name))
}

export function teardown(): void {
  rmSync(folder, { recursive: true })
}
