import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { describe, expect, test } from 'vitest'
import { dev } from '../../src/dev.js'
import { devPlugin } from '../support/devPlugin.js'

const planted = join(import.meta.dirname, '../../src/planted.ts')

/** Bundles a planted module of the library, and returns the code of the bundle. */
async function bundle(code: string, mode: 'development' | 'production'): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    plugins: [
      { name: 'planted', resolveId: (id) => (id === planted ? id : undefined), load: (id) => (id === planted ? code : undefined) },
      devPlugin,
    ],
    build: { write: false, rolldownOptions: { input: planted, preserveEntrySignatures: 'strict' } },
  })) as Rollup.RollupOutput
  return output[0].code
}

async function evaluate(code: string): Promise<string> {
  const { toMessage } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  return toMessage('Ann')
}

const nested = [
  "import { dev } from './dev.js'",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted module has the templates.
  "export const toMessage = (name: string) => dev`Hello ${`dear ${name}${dev` of ${'ours'}`}`}, \\`${{ brace: '}' }.brace}\\`.`",
].join('\n')

describe('dev', () => {
  test('default: a module that is not built has the whole text', () => {
    expect(dev`Hello ${'Ann'}, ${1} of ${[2]}.`).toBe('Hello Ann, 1 of 2.')
  })
})

describe('devPlugin', () => {
  test('default: a development bundle has the whole text', async () => {
    expect(await evaluate(await bundle(nested, 'development'))).toBe('Hello dear Ann of ours, `}`.')
  })

  test('default: a production bundle has no part of the text, and an empty message', async () => {
    const code = await bundle(nested, 'production')
    expect(code).not.toMatch(/Hello|dear|ours|brace/)
    expect(await evaluate(code)).toBe('')
  })

  test('behavior: a module that does not import the tag stays as it is', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted module has the template.
    const foreign = 'const dev = String.raw\nexport const toMessage = (name: string) => dev`Hello ${name}.`'
    expect(await evaluate(await bundle(foreign, 'production'))).toBe('Hello Ann.')
  })
})
