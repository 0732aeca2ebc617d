import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as conversation from '../../src/conversation/index.js'
import * as devtools from '../../src/devtools/index.js'
import * as entry from '../../src/index.js'
import * as preload from '../../src/preload/index.js'
import * as server from '../../src/server/index.js'
import * as storybook from '../../src/storybook/index.js'
import * as testing from '../../src/testing/index.js'
import { readSamples, type Sample } from '../support/readSamples.js'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.cache/samples')
const pages = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))]

/** Returns the file of a sample. Samples that name their files lie in the folder of their chapter, because they import each other. */
const toFile = (page: string, { path, chapter, line }: Sample) => (path ? `${toName(chapter)}/${path}` : `${toName(page)}-${line}.tsx`)

const toName = (text: string) => text.toLowerCase().replaceAll(/\W+/g, '-')

/** The names that a sample may use without an import. */
const globals = Object.entries({
  'react-engagement': entry,
  'react-engagement/conversation': conversation,
  'react-engagement/devtools': devtools,
  'react-engagement/preload': preload,
  'react-engagement/server': server,
  'react-engagement/testing': testing,
  'react-engagement/storybook': storybook,
})
  .flatMap(([module, names]) => Object.keys(names).map((name) => `declare const ${name}: typeof import('${module}').${name}`))
  .concat(
    "declare const client: import('react-engagement').EngagementClient",
    "declare const relay: import('react-engagement/server').Relay",
  )

const settings = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    // A site's code may be less strict than ours.
    exactOptionalPropertyTypes: false,
    paths: {
      'react-engagement': ['../../src/index.ts'],
      'react-engagement/conversation': ['../../src/conversation/index.ts'],
      'react-engagement/devtools': ['../../src/devtools/index.ts'],
      'react-engagement/preload': ['../../src/preload/index.ts'],
      'react-engagement/server': ['../../src/server/index.ts'],
      'react-engagement/testing': ['../../src/testing/index.ts'],
      'react-engagement/storybook': ['../../src/storybook/index.ts'],
      'react-engagement/locales/*': ['../../src/locales/*.ts'],
      'react-engagement/styles.css': ['../../src/react/styles.css'],
      // The aliases of the frameworks.
      '@/*': ['./next-app-router/*'],
      '~/*': ['./react-router-framework-mode/app/*', './tanstack-start/src/*'],
    },
  },
  include: ['.', '../../test/docs', '../../src/preload/script.d.ts'],
}

test('every sample of the docs compiles', async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const samples = pages.flatMap((page) =>
    readSamples(page).map((sample) => ({ file: join(folder, toFile(page, sample)), code: sample.code })),
  )
  for (const { file, code } of samples) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${code}\nexport {}\n`)
  }
  writeFileSync(join(folder, 'globals.d.ts'), globals.join('\n'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  expect(samples.length).toBeGreaterThan(20)
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const run = promisify(execFile)(process.execPath, [compiler, '-p', folder, '--pretty', 'false'])
  const { stdout } = await run.catch((failed: { stdout: string }) => failed)
  expect(stdout).toBe('')
})
