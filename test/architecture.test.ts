// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Import, readImports, type Sources } from './support/readImports.js'

/** The library's folders, from the top. A file imports from its own folder and from the rows below. */
const rows = [
  ['index.ts'],
  ['engagement', 'chat-sessions', 'conversation'],
  ['react'],
  ['client', 'messaging'],
  ['liveperson', 'superoffice'],
  ['outbox'],
  ['session'],
  ['model'],
  ['http', 'browser'],
  ['errors.ts'],
  ['dev.ts'],
]

/** Entries of their own import from every row. No row imports them. */
const entries = ['devtools', 'testing', 'storybook', 'preload', 'server', 'locales']

/** Only these import a service. The others know the service's contract, which is in `model/`. */
const serviceUsers: Record<string, string[]> = {
  liveperson: ['index.ts', 'messaging'],
  superoffice: ['index.ts', 'chat-sessions'],
  messaging: ['conversation/index.ts'],
}

/** The file name tells the layer. A file imports from its own layer and from the layers below. */
const layers: [name: string, fileName: RegExp][] = [
  ['component', /^(?!use[A-Z])\w+\.tsx$/],
  ['hook', /^use[A-Z]\w*\.tsx?$/],
  ['query', /^(?!create)\w+(Query|Mutation|Store)\.ts$|^bindQueryClient\.ts$/],
  ['plain function', /./],
]

/** The layers and paths that may import each dependency. `react/locale.ts` imports only types, because a label is a ReactNode. */
const places: Record<string, string[]> = {
  ky: ['http/'],
  'zustand/vanilla': ['session/'],
  '@tanstack/react-query': ['component', 'hook', 'query'],
  react: ['component', 'hook', 'react/locale.ts'],
  'react/jsx-runtime': ['component'],
}

const browserGlobals =
  /\b(document|window|localStorage|sessionStorage|navigator|IntersectionObserver|innerWidth|innerHeight|console)\b(?!['"`:])(?!\?:)/

const folderOf = (path: string) => path.split('/')[0] as string
const rowOf = (path: string) => rows.findIndex((row) => row.includes(folderOf(path)))
const levelOf = (path: string) => layers.findIndex(([, fileName]) => fileName.test(posix.basename(path)))
const layerOf = (path: string) => layers[levelOf(path)]?.[0] as string
const isLibrary = (path: string) => !entries.includes(folderOf(path))
const isReact = (path: string) => ['component', 'hook'].includes(layerOf(path)) && !path.startsWith('storybook/')
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

const library = (sources: Sources) => Object.keys(sources).filter(isLibrary)
/** The library's imports of our own files. */
const between = (sources: Sources) => readImports(sources).filter(({ from, to }) => isLibrary(from) && /\.tsx?$/.test(to))
const messages = (imports: Import[], reason: string) => imports.map(({ from, to }) => `${from} imports ${to}: ${reason}`)

/** Each rule returns its breaches. */
const rules: Record<string, (sources: Sources) => string[]> = {
  'every file lies in a folder of the table, one level deep': (sources) =>
    library(sources)
      .filter((file) => rowOf(file) < 0 || file.split('/').length > 2)
      .map((file) => `${file} has no row`),

  'imports go down the rows': (sources) => {
    const isWrong = ({ from, to }: Import) => folderOf(from) !== folderOf(to) && (!isLibrary(to) || rowOf(from) >= rowOf(to))
    return messages(between(sources).filter(isWrong), 'not in a row below')
  },

  'a service is named by its users alone': (sources) => {
    const isWrong = ({ from, to }: Import) => {
      const users = serviceUsers[folderOf(to)]
      return users && rowOf(from) < rowOf(to) && !users.some((user) => [from, folderOf(from)].includes(user))
    }
    return messages(between(sources).filter(isWrong), 'a service that it may not name')
  },

  'the client is a type to all above it but the index': (sources) => {
    const isWrong = ({ from, to, isType }: Import) => folderOf(to) === 'client' && rowOf(from) < rowOf(to) && from !== 'index.ts' && !isType
    return messages(between(sources).filter(isWrong), 'more than a type of the client')
  },

  'imports go down the layers that file names show': (sources) => {
    const isWrong = ({ from, to }: Import) => posix.basename(from) !== 'index.ts' && levelOf(from) > levelOf(to)
    return between(sources).flatMap((found) =>
      isWrong(found) ? messages([found], `a ${layerOf(found.from)} that needs a ${layerOf(found.to)}`) : [],
    )
  },

  'each dependency has its places': (sources) => {
    const packages = readImports(sources).filter(({ from, to }) => isLibrary(from) && !/\.(tsx?|css)$/.test(to))
    return packages.flatMap((found) => {
      const allowed = places[found.to] ?? ['no folder']
      const isAllowed = allowed.some((place) => found.from.startsWith(place) || layerOf(found.from) === place)
      return isAllowed ? [] : messages([found], `its place is ${allowed.join(', ')}`)
    })
  },

  'browser globals are touched in browser/ alone': (sources) =>
    library(sources)
      .filter((file) => !file.startsWith('browser/') && browserGlobals.test(withoutComments(sources[file] as string)))
      .map((file) => `${file} touches a browser global`),

  'the text of every error is a development message': (sources) =>
    [...library(sources), 'preload/preloadScript.ts']
      .filter((file) => /(?:Error|super)\(\s*['"`]/.test(withoutComments(sources[file] ?? '')))
      .map((file) => `${file} has an error text without the dev tag`),

  "hooks and components begin with 'use client', and no other file does": (sources) =>
    Object.entries(sources)
      .filter(([file, text]) => text.startsWith("'use client'") !== isReact(file))
      .map(([file]) => `${file} ${isReact(file) ? "lacks 'use client'" : "needs no 'use client'"}`),

  'files import each other in no circle, types included': (sources) => {
    const imports = readImports(sources)
    const done = new Set<string>()
    const visit = (file: string, trail: string[]): string[] => {
      if (trail.includes(file)) return [`${[...trail.slice(trail.indexOf(file)), file].join(' → ')} is a circle`]
      if (done.has(file)) return []
      const circles = imports.flatMap(({ from, to }) => (from === file ? visit(to, [...trail, file]) : []))
      done.add(file)
      return circles
    }
    return Object.keys(sources).flatMap((file) => visit(file, []))
  },

  'the inline script imports only types': (sources) => {
    const isWrong = ({ from, isType }: Import) => from === 'preload/inlineScript.ts' && !isType
    return messages(readImports(sources).filter(isWrong), 'the script of the head brings nothing along')
  },

  'no file has more than 200 lines': (sources) =>
    Object.keys(sources)
      .filter((file) => (sources[file] as string).split('\n').length > 201)
      .map((file) => `${file} has more than 200 lines`),
}

/** Sources that break one rule each, with the message of the rule. */
const plants: [message: string, sources: Sources][] = [
  ['helpers/x.ts has no row', { 'helpers/x.ts': '' }],
  ['http/errors/x.ts has no row', { 'http/errors/x.ts': '' }],
  ['http/x.ts imports model/y.ts: not in a row below', { 'http/x.ts': "import { y } from '../model/y.js'" }],
  ['http/x.ts imports browser/y.ts: not in a row below', { 'http/x.ts': "import type { Y } from '../browser/y.js'" }],
  ['liveperson/x.ts imports superoffice/y.ts: not in a row below', { 'liveperson/x.ts': "export * from '../superoffice/y.js'" }],
  ['model/x.ts imports session/y.ts: not in a row below', { 'model/x.ts': "import '../session/y.js'" }],
  ['react/x.ts imports devtools/y.ts: not in a row below', { 'react/x.ts': "const y = import('../devtools/y.js')" }],
  [
    'engagement/x.ts imports liveperson/y.ts: a service that it may not name',
    { 'engagement/x.ts': "import type { Y } from '../liveperson/y.js'" },
  ],
  [
    'conversation/x.ts imports messaging/y.ts: a service that it may not name',
    { 'conversation/x.ts': "import { y } from '../messaging/y.js'" },
  ],
  ['engagement/x.ts imports client/y.ts: more than a type of the client', { 'engagement/x.ts': "import { y } from '../client/y.js'" }],
  ['engagement/x.ts imports engagement/yQuery.ts: a plain function that needs a query', { 'engagement/x.ts': "import './yQuery.js'" }],
  ['engagement/xStore.ts imports react/useY.ts: a query that needs a hook', { 'engagement/xStore.ts': "import '../react/useY.js'" }],
  [
    'react/useX.ts imports react/Y.tsx: a hook that needs a component',
    { 'react/useX.ts': "'use client'\nimport './Y.js'", 'react/Y.tsx': "'use client'" },
  ],
  ['model/x.ts imports ky: its place is http/', { 'model/x.ts': "const ky = await import('ky')" }],
  [
    'engagement/x.ts imports react: its place is component, hook, react/locale.ts',
    { 'engagement/x.ts': "import type { Ref } from 'react'" },
  ],
  ['model/x.ts imports lodash: its place is no folder', { 'model/x.ts': "import lodash from 'lodash'" }],
  ['model/x.ts touches a browser global', { 'model/x.ts': 'if (document) {}' }],
  ['model/x.ts has an error text without the dev tag', { 'model/x.ts': "throw new ResponseError('No.')" }],
  ["react/X.tsx lacks 'use client'", { 'react/X.tsx': '' }],
  ["react/x.ts needs no 'use client'", { 'react/x.ts': "'use client'" }],
  [
    'model/x.ts → model/y.ts → model/x.ts is a circle',
    { 'model/x.ts': "import type { Y } from './y.js'", 'model/y.ts': "import type { X } from './x.js'" },
  ],
  [
    'preload/inlineScript.ts imports http/y.ts: the script of the head brings nothing along',
    { 'preload/inlineScript.ts': "import { y } from '../http/y.js'" },
  ],
  ['model/x.ts has more than 200 lines', { 'model/x.ts': '\n'.repeat(201) }],
]

const folder = posix.join(import.meta.dirname.replaceAll('\\', '/'), '../src')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
const sources: Sources = Object.fromEntries(
  files.filter((file) => /(?<!\.d)\.tsx?$/.test(file)).map((file) => [file, readFileSync(posix.join(folder, file), 'utf8')]),
)

describe('architecture', () => {
  test.each(Object.entries(rules))('%s', (_title, findBreaches) => {
    expect(findBreaches(sources)).toEqual([])
  })

  test.each(plants)('the rules find a planted breach: %s', (message, planted) => {
    expect(Object.values(rules).flatMap((findBreaches) => findBreaches(planted))).toEqual([message])
  })

  test.each(Object.entries(rules))('a planted breach proves the rule: %s', (_title, findBreaches) => {
    expect(plants.flatMap(([, planted]) => findBreaches(planted))).not.toEqual([])
  })
})
