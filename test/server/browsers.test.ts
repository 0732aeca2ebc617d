import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { behaviours } from '../engines/behaviours.js'
import { engineNames } from '../support/engines/engine.js'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

const toCells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** The rows of the table of engines, without its head. */
const rows = (read('docs/browsers.md').match(/^\| behaviour (?:.|\n(?!\n))*/m)?.[0] ?? '').trim().split('\n').slice(2).map(toCells)

describe('the table of engines in docs/browsers.md', () => {
  test('the rows are the behaviours of the suite, in their order', () => {
    expect(rows.map(([name]) => name)).toEqual(Object.keys(behaviours))
  })

  test.each(Object.entries<Partial<Record<string, string>>>(behaviours))('the cells say what was tested: %s', (name, untestable) => {
    const [, ...cells] = rows.find(([first]) => first === name) ?? []
    expect(cells).toEqual(engineNames.map((engine) => expect.stringMatching(untestable[engine] ? /^not testable here/ : /^\d+ of \d+$/)))
  })

  test('each reason for "not testable here" stands below the table', () => {
    const reasons = Object.values<Partial<Record<string, string>>>(behaviours).flatMap((untestable) => Object.values(untestable))
    for (const reason of reasons) expect(read('docs/browsers.md').replaceAll('\n', ' ')).toContain(reason)
  })
})

test('each behaviour has one test', () => {
  const files = readdirSync(join(import.meta.dirname, '../engines')).filter((file) => file.endsWith('.test.ts'))
  const sources = files.map((file) => read(`test/engines/${file}`)).join('\n')
  const countTests = (name: string) => ["'", '"'].reduce((count, quote) => count + sources.split(quote + name + quote).length - 1, 0)
  expect(Object.keys(behaviours).filter((name) => countTests(name) !== 1)).toEqual([])
})
