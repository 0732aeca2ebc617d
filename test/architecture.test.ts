// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The rows of the library, from the top. Imports run downward, or stay within a folder. */
const rows = [
  ['index.ts'],
  ['components'],
  ['hooks'],
  ['query'],
  ['actions'],
  ['createEngagementClient.ts'],
  ['client.ts', 'clientOptions.ts'],
  ['clientEvent.ts'],
  ['removeOldData.ts'],
  ['outbox', 'display'],
  ['api', 'session'],
  ['http', 'platform'],
  ['errors.ts'],
  ['dev.ts'],
]

/** Each dependency has one place. */
const places: Record<string, string[]> = {
  ky: ['http'],
  'zustand/vanilla': ['session'],
  '@tanstack/react-query': ['query', 'hooks', 'components'],
  react: ['hooks', 'components'],
  'react/jsx-runtime': ['components'],
}

const browserGlobals =
  /\b(document|window|localStorage|sessionStorage|navigator|IntersectionObserver|innerWidth|innerHeight|console)\b(?!['":])(?!\?:)/

type Import = { from: string; to: string; isType: boolean }

function readImports(file: string, text: string): Import[] {
  const bare = [...text.matchAll(/(?:^import\s+|\bimport\()'([^']+)'/gm)].map(([, to = '']) => ({ from: file, to, isType: false }))
  const named = [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms)].map(([, type, to = '']) => ({
    from: file,
    to,
    isType: Boolean(type),
  }))
  return [...bare, ...named]
}

const rowOf = (path: string) => rows.findIndex((row) => row.some((name) => path === name || path.startsWith(`${name}/`)))

/** What an import breaks, or undefined. */
function breach({ from, to, isType }: Import): string | undefined {
  const [fromFolder = ''] = from.split('/')
  if (!to.startsWith('.')) {
    const owners = places[to]
    if (!owners) return `${from} names ${to}, which no layer may`
    return owners.includes(fromFolder) ? undefined : `${from} names ${to}, which belongs to ${owners.join(', ')}`
  }
  const target = normalize(join(dirname(from), to))
  const [targetFolder] = target.split('/')
  if (fromFolder === targetFolder && from.includes('/')) return undefined
  const targetPath = target.replace(/\.js$/, '.ts')
  if (targetPath === 'client.ts' && !isType && from !== 'index.ts') return `${from} imports ${target}, which is a type to all but the entry`
  return rowOf(from) < rowOf(targetPath) ? undefined : `${from} imports ${target}: upward or sideways`
}

const folder = join(import.meta.dirname, '../src')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const entries = ['testing', 'storybook', 'devtools', 'locales', 'preload']
const library = files.filter((file) => !entries.some((entry) => file.startsWith(`${entry}/`)))
const source = (file: string) => readFileSync(join(folder, file), 'utf8')
const code = (file: string) =>
  source(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')

describe('architecture', () => {
  test('every file has a row', () => {
    expect(library.filter((file) => rowOf(file) < 0)).toEqual([])
  })

  test('imports run downward only, and each dependency has its place', () => {
    expect(library.flatMap((file) => readImports(file, source(file)).flatMap((found) => breach(found) ?? []))).toEqual([])
  })

  test('a planted import is seen', () => {
    const planted = (file: string, line: string) => readImports(file, line).map(breach)
    expect(planted('http/x.ts', "import { a } from '../api/toEngagement.js'")[0]).toContain('upward')
    expect(planted('api/x.ts', "import { a } from '../session/createSession.js'")[0]).toContain('sideways')
    expect(planted('actions/x.ts', "import { a } from '../client.js'")[0]).toContain('a type')
    expect(planted('actions/x.ts', "import type { a } from '../client.js'")[0]).toBeUndefined()
    expect(planted('api/x.ts', "import ky from 'ky'")[0]).toContain('belongs to http')
    expect(planted('actions/x.ts', "import { useState } from 'react'")[0]).toContain('belongs to hooks')
    expect(planted('hooks/x.ts', "import lodash from 'lodash'")[0]).toContain('no layer may')
    expect(planted('api/x.ts', "import './polyfill'\n")[0]).toBeUndefined()
    expect(planted('api/x.ts', "import '../hooks/useEngagement.js'")[0]).toContain('upward')
    expect(planted('components/x.tsx', "const panel = import('../devtools/Panel.js')")[0]).toContain('upward')
    expect(planted('api/x.ts', "const ky = await import('ky')")[0]).toContain('belongs to http')
  })

  test('browser globals are touched in platform/ alone', () => {
    expect(['document?.title', 'navigator.onLine', 'if (document) {}'].filter((line) => !browserGlobals.test(line))).toEqual([])
    expect(library.filter((file) => !file.startsWith('platform/') && browserGlobals.test(code(file)))).toEqual([])
  })

  test('the text of every error is a development message', () => {
    const untagged = /(?:Error|super)\(\s*['"`]/
    expect(["throw new ResponseError('No.')", 'super(\n`No.`)'].filter((line) => !untagged.test(line))).toEqual([])
    expect([...library, 'preload/preloadScript.ts'].filter((file) => untagged.test(code(file)))).toEqual([])
  })

  test("the script of the page's head brings nothing along", () => {
    expect(readImports('preload/head.ts', source('preload/head.ts')).map(({ isType }) => isType)).toEqual([true])
  })

  test("React files say 'use client', and no others", () => {
    const marked = files.filter((file) => source(file).startsWith("'use client'"))
    expect(marked).toEqual(files.filter((file) => /^(hooks\/use|components\/)|^devtools\/(use|.*\.tsx$)/.test(file)))
  })

  test('no file is longer than 200 lines', () => {
    expect(files.filter((file) => source(file).split('\n').length > 201)).toEqual([])
  })
})
