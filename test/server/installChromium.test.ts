import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = join(import.meta.dirname, '../../.ci/installChromium')

const update = /^-qq .* update$/
const download = /^-qq .* install -y --no-install-recommends --download-only chromium$/
const install = /^-qq .* install -y --no-install-recommends --no-download chromium$/

/** Each test runs the script with an `apt-get` of its own. Nothing is installed. */
describe.skipIf(process.platform === 'win32')('.ci/installChromium', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'install-chromium-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (name: string, ...lines: string[]) => {
    const path = join(folder, name)
    writeFileSync(path, ['#!/usr/bin/env bash', ...lines, ''].join('\n'))
    chmodSync(path, 0o755)
    return path
  }

  function run({ failing = 'nothing', user = 0, binary = join(folder, 'chromium') } = {}) {
    const log = join(folder, 'log')
    write('apt-get', `echo "$*" >>'${log}'`, `[[ "$*" != *${failing}* ]]`)
    write('id', `echo ${user}`)
    write('timeout', 'shift', 'exec "$@"')
    const PATH = [folder, process.env.PATH].join(delimiter)
    const output = execFileSync(script, [binary], { encoding: 'utf8', env: { ...process.env, PATH } })
    return { output, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] }
  }

  test('default: the lists and the package are fetched, and then the package is installed', () => {
    const { output, calls } = run()
    expect(calls).toEqual([expect.stringMatching(update), expect.stringMatching(download), expect.stringMatching(install)])
    expect(output).toBe('')
  })

  test('behavior: an installed Chromium stays', () => {
    expect(run({ binary: write('present') })).toEqual({ output: '', calls: [] })
  })

  test.each([
    ['update', 'the package lists could not be fetched', 1],
    ['--download-only', 'the package could not be fetched', 2],
    ['--no-download', 'the package could not be installed', 3],
  ])('behavior: the script succeeds if "apt-get %s" fails, and says that %s', (failing, reason, count) => {
    const { output, calls } = run({ failing })
    expect(output).toBe(`No full Chromium was installed: ${reason}. The tests emulate prerendering.\n`)
    expect(calls).toHaveLength(count)
  })

  test('behavior: a user without root installs nothing', () => {
    expect(run({ user: 1000 })).toEqual({
      output: 'No full Chromium was installed: apt-get needs root. The tests emulate prerendering.\n',
      calls: [],
    })
  })
})
