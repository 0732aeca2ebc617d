import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The rows of the tables of a text, as cells. */
const readRows = (text: string) => [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '))
const readCode = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('the docs of the relay', () => {
  test.each([
    ['Next, App Router', 'next'],
    ['React Router', 'react-router'],
    // The recipe of the docs has the documented path, and the fixture mounts a second relay.
    ['Astro', 'astro', 'src/pages/mount/[...path].ts'],
    ['Hono', 'hono'],
    ['Express', 'express'],
    ['Node', 'node'],
    ['Workers (`workerd`)', 'workerd'],
    ['Deno (`deno serve`)', 'deno'],
  ])('the mount for %s equals the mount of its consumer', (server, consumer, otherPath = '') => {
    const [, file, mount] = readRows(read('docs/relay.md')).find(([name]) => name === server) ?? []
    const [path] = readCode(file)
    for (const line of readCode(mount)) expect(read(`test/consumers/${consumer}/${otherPath || path}`)).toContain(line)
  })

  test('each test that the threat model names is there', () => {
    const [, chapter = ''] = read('docs/security.md').split('\n## The relay\n')
    const tests = readRows(chapter).flatMap(([, , cell]) => readCode(cell))
    expect(tests.length).toBeGreaterThan(10)
    expect(tests.filter((name) => !existsSync(join(root, 'test/server/relay', name)))).toEqual([])
  })
})
