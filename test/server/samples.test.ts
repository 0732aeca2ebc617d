import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as devtools from '../../src/devtools/index.js'
import * as entry from '../../src/index.js'
import * as preload from '../../src/preload/index.js'
import * as storybook from '../../src/storybook/index.js'
import * as testing from '../../src/testing/index.js'

const root = join(import.meta.dirname, '../..')
const folder = join(root, '.cache/samples')
const files = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))]

/** Returns the samples of a page, each with a name that contains its line. */
function samplesOf(file: string): [name: string, code: string][] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^```tsx?\n(.*?)^```$/gms)].map(({ index, 1: code = '' }) => [
    `${file.replaceAll(/\W/g, '-')}-${text.slice(0, index).split('\n').length}`,
    code,
  ])
}

/** The names that a sample may use without an import. */
const globals = Object.entries({
  'react-engagement': entry,
  'react-engagement/devtools': devtools,
  'react-engagement/preload': preload,
  'react-engagement/testing': testing,
  'react-engagement/storybook': storybook,
})
  .flatMap(([module, names]) => Object.keys(names).map((name) => `declare const ${name}: typeof import('${module}').${name}`))
  .concat("declare const client: import('react-engagement').EngagementClient")

const settings = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    // A site's code may be less strict than ours.
    exactOptionalPropertyTypes: false,
    paths: {
      'react-engagement': ['../../src/index.ts'],
      'react-engagement/devtools': ['../../src/devtools/index.ts'],
      'react-engagement/preload': ['../../src/preload/index.ts'],
      'react-engagement/testing': ['../../src/testing/index.ts'],
      'react-engagement/storybook': ['../../src/storybook/index.ts'],
      'react-engagement/locales/*': ['../../src/locales/*.ts'],
      'react-engagement/styles.css': ['../../src/react/styles.css'],
    },
  },
  include: ['.', '../../test/docs', '../../src/preload/script.d.ts'],
}

test('every sample of the docs compiles', { timeout: 60_000 }, async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const samples = files.flatMap(samplesOf)
  for (const [name, code] of samples) writeFileSync(join(folder, `${name}.tsx`), `${code}\nexport {}\n`)
  writeFileSync(join(folder, 'globals.d.ts'), globals.join('\n'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  expect(samples.length).toBeGreaterThan(20)
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const run = promisify(execFile)(process.execPath, [compiler, '-p', folder, '--pretty', 'false'])
  const { stdout } = await run.catch((failed: { stdout: string }) => failed)
  expect(stdout).toBe('')
})
