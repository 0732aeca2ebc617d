// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Sources } from './support/readImports.js'
import { type Node, readPublicTypes } from './support/readPublicTypes.js'

/** A user reaches this type by `client.core`, which is not theirs to give. */
const internals = ['ClientCore']

/** These types contain undefined. */
const open = ['unknown', 'undefined', 'ReactNode']

const folder = posix.join(import.meta.dirname.replaceAll('\\', '/'), '../src')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
const sources: Sources = Object.fromEntries(
  files.filter((file) => /(?<!\.d)\.tsx?$/.test(file)).map((file) => [file, readFileSync(posix.join(folder, file), 'utf8')]),
)

/** The files that package.json publishes, such as `./dist/testing/index.js`. */
const { exports: published } = JSON.parse(readFileSync(posix.join(folder, '../package.json'), 'utf8'))
const entries = Object.keys(sources).filter((file) => {
  const built = `./dist/${file.replace(/\.tsx?$/, '.js')}`
  return Object.values<{ default?: string }>(published).some(({ default: path }) => matches(path ?? '', built))
})

function matches(pattern: string, path: string): boolean {
  const [start = '', end] = pattern.split('*')
  return end === undefined ? path === start : path.startsWith(start) && path.endsWith(end)
}

/** Under `exactOptionalPropertyTypes`, such a member refuses a value that may be undefined. */
function findRefusing(sources: Sources, entries: string[]): string[] {
  return readPublicTypes(sources, entries, internals).flatMap(({ file, name, nodes }) => {
    const textOf = ({ start, end }: Node) => (sources[file] as string).slice(start, end)
    return nodes.filter((node) => isRefusing(node, textOf)).map((node) => `${file}: ${name}: ${textOf(node).replace(/\s+/g, ' ')}`)
  })
}

function isRefusing(node: Node, textOf: (node: Node) => string): boolean {
  const { type, optional, typeName } = node
  if (type === 'TSTypeReference') return textOf(typeName as Node) === 'Partial'
  if (!optional || !['TSPropertySignature', 'TSMappedType', 'PropertyDefinition', 'TSMethodSignature'].includes(type)) return false
  const annotation = node.typeAnnotation as Node | null
  const value = annotation?.type === 'TSTypeAnnotation' ? (annotation.typeAnnotation as Node) : annotation
  const members = value?.type === 'TSUnionType' ? (value.types as Node[]) : value ? [value] : []
  return !members.some((member) => open.includes(textOf(member)))
}

/** Sources whose entry has one member that refuses undefined, and that member. */
const plants: [member: string, sources: Sources][] = [
  ['x.ts: A: a?: string;', { 'x.ts': 'export type A = { a?: string; b?: string | undefined; c?: unknown; d: { e: 1 } }' }],
  ['x.ts: A: { [a in K]?: 1 }', { 'x.ts': "type K = 'a'\nexport type A = { [a in K]?: 1 }" }],
  ['x.ts: A: Partial<B>', { 'x.ts': 'type B = { b: 1 }\nexport type A = { a: Partial<B> }' }],
  ['x.ts: B: b?: 1', { 'x.ts': 'type B = { b?: 1 }\nexport function a(b: B): void {}' }],
  ['x.ts: B: b?: 1', { 'x.ts': 'type B = { b?: 1 }\nexport const a: B = {}' }],
  ['x.ts: B: b?: 1', { 'x.ts': 'type B = { b?: 1 }\nexport const a = create<B>()' }],
  ['x.ts: A: a?: 1', { 'x.ts': 'export class A { a?: 1 }' }],
  ['x.ts: A: a?(): void', { 'x.ts': 'export type A = { a?(): void }' }],
  ['y.ts: B: b?: 1', { 'x.ts': "export type { B as A } from './y.js'", 'y.ts': 'export type B = { b?: 1 }; export type C = { c?: 1 }' }],
  ['y.ts: B: b?: 1', { 'x.ts': "export * from './y.js'", 'y.ts': "import { z } from 'z'\nexport type B = { b?: 1 }; type C = { c?: 1 }" }],
  ['y.ts: B: b?: 1', { 'x.ts': "import { type B as C } from './y.js'\nexport type A = C[]", 'y.ts': 'export type B = { b?: 1 }' }],
]

describe('an optional member of a public type takes undefined', () => {
  test('behavior: every entry has public types', () => {
    expect(entries).toEqual(
      expect.arrayContaining(['index.ts', 'conversation/index.ts', 'testing/index.ts', 'storybook/index.ts', 'locales/de.ts']),
    )
    expect(readPublicTypes(sources, entries).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['EngagementClientOptions', 'HttpRequestOptions', 'OfferDetails', 'EngagementDevtoolsProps']),
    )
  })

  test('behavior: no member refuses undefined', () => {
    expect(findRefusing(sources, entries)).toEqual([])
  })

  test.each(plants)('behavior: the search finds a planted member: %s', (member, planted) => {
    expect(findRefusing(planted, ['x.ts'])).toEqual([member])
  })
})
