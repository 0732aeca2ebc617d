import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Fixture, installFixture } from './installFixture.js'
import { readSamples } from './readSamples.js'

const page = 'docs/testing.md'

/** The chapter with the files that work in each runner. */
const common = 'A component and its test'

type Runner = {
  /** The folders in `test/consumers` with the packages that the page names. */
  fixtures: string[]
  /** Runs all tests, or those of the file that follows it. */
  command: string
  /** Changes a common file as the page says. */
  adapt?: (code: string) => string
}

/** A change that breaks one of the files, and the error that the page quotes for it. */
export type Mistake = { file: string; from: RegExp | string; to?: string; error: string }

export type RunnerRecipe = {
  /** The chapter of `docs/testing.md`. Each of its samples names its file. */
  chapter: string
  env?: Record<string, string>
  mistakes: Mistake[]
}

/** Installs the packages of a test runner. Runs the files of each chapter as they are, with a wrong component, and with each mistake. */
export function testRunner({ fixtures, command, adapt = (code) => code }: Runner, recipes: RunnerRecipe[]): void {
  const samples = readSamples(page).map((sample) => (sample.chapter === common ? { ...sample, code: adapt(sample.code) } : sample))
  let fixture: Fixture

  beforeAll(async () => {
    fixture = await installFixture(...fixtures)
  })
  afterAll(() => fixture.remove())

  // A run takes several times longer beside other work.
  describe.each(recipes)('the recipe “$chapter”', { timeout: 240_000 }, ({ chapter, env, mistakes }) => {
    const files = samples.filter((sample) => sample.path && [common, chapter].includes(sample.chapter))
    const run = (file = '') => fixture.run(`${command} ${file} >&2`, env)

    beforeAll(() => {
      for (const { path, code } of files) fixture.write(path as string, code)
    })

    /** Makes a mistake, runs the tests and undoes the mistake. Returns what the runner printed. */
    async function runWith({ file, from, to = '' }: Omit<Mistake, 'error'>, testFile?: string): Promise<string> {
      const code = files.find(({ path }) => path === file)?.code ?? ''
      const changed = code.replace(from, to)
      expect(changed).not.toBe(code)
      fixture.write(file, changed)
      const output = await run(testFile).then(() => 'All tests are green.', String)
      fixture.write(file, code)
      return stripVTControlCharacters(output)
    }

    test('default: the tests of the page are green', async () => {
      await expect(run()).resolves.toBeUndefined()
    })

    test('behavior: the tests fail if a click accepts nothing, or if the window is not there', async () => {
      const button = { file: 'src/Help.tsx', from: 'labels=', to: 'onClick={(event) => event.preventDefault()} labels=' }
      expect(await runWith(button, 'src/Help.test.tsx')).toContain('-   "impAccept"')
      const chat = { file: 'src/Support.tsx', from: '<ChatWindow />' }
      expect(await runWith(chat, 'src/Support.test.tsx')).toContain('Unable to find role="textbox"')
    })

    test.each(mistakes)('behavior: the page quotes “$error” for a mistake in $file', async ({ error, ...mistake }) => {
      expect(readFileSync(page, 'utf8')).toContain(error)
      const testFile = mistake.file.endsWith('.test.tsx') ? mistake.file : 'src/Help.test.tsx'
      expect(await runWith(mistake, testFile)).toContain(error)
    })
  })
}
