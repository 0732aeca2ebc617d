import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = join(import.meta.dirname, '../../.ci/installEngines')

const packages = {
  chromium: 'usr/lib/chromium/chromium',
  'firefox-esr': 'usr/bin/firefox-esr',
  'webkit2gtk-driver': 'usr/bin/WebKitWebDriver',
  'xvfb xauth': 'usr/bin/xvfb-run',
}
const all = Object.keys(packages).join(' ')

const update = expect.stringMatching(/^-qq .* update$/)
const download = (names: string) => expect.stringMatching(`^-qq .* install -y --no-install-recommends --download-only ${names}$`)
const install = (names: string) => expect.stringMatching(`^-qq .* install -y --no-install-recommends --no-download ${names}$`)

/** Each test runs the script with an `apt-get` of its own. Nothing is installed. */
describe.skipIf(process.platform === 'win32')('.ci/installEngines', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'install-engines-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (name: string, ...lines: string[]) => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, ['#!/usr/bin/env bash', ...lines, ''].join('\n'))
    chmodSync(path, 0o755)
  }

  function run({ failing = 'nothing', user = 0 } = {}) {
    const log = join(folder, 'log')
    write('apt-get', `echo "$*" >>'${log}'`, `[[ "$*" != *${failing}* ]]`)
    write('id', `echo ${user}`)
    write('timeout', 'shift', 'exec "$@"')
    const PATH = [folder, process.env.PATH].join(delimiter)
    const output = execFileSync(script, [folder], { encoding: 'utf8', env: { ...process.env, PATH } })
    return { output, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] }
  }

  test('default: the lists and the packages are fetched, and then the packages are installed', () => {
    const { output, calls } = run()
    expect(calls).toEqual([update, download(all), install(all)])
    expect(output).toBe('')
  })

  test.each(Object.entries(packages))('behavior: an engine that is there is not installed: %s', (name, path) => {
    write(path)
    const others = Object.keys(packages).filter((other) => other !== name)
    expect(run().calls).toEqual([update, download(others.join(' ')), install(others.join(' '))])
  })

  test('behavior: nothing is fetched where all engines are there', () => {
    for (const path of Object.values(packages)) write(path)
    expect(run()).toEqual({ output: '', calls: [] })
  })

  test.each([
    ['update', 'the package lists could not be fetched', 1],
    ['--download-only', 'the packages could not be fetched', 2],
    ['--no-download', 'the packages could not be installed', 3],
  ])('behavior: the script succeeds if "apt-get %s" fails, and says that %s', (failing, reason, count) => {
    const { output, calls } = run({ failing })
    expect(output).toBe(`No engines were installed: ${reason}.\n`)
    expect(calls).toHaveLength(count)
  })

  test('behavior: a user without root installs nothing', () => {
    expect(run({ user: 1000 })).toEqual({
      output: 'No engines were installed: apt-get needs root.\n',
      calls: [],
    })
  })
})
