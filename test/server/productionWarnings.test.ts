import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'
import { devPlugin } from '../support/devPlugin.js'

const folder = join(import.meta.dirname, '../../src/superoffice')
const warning = /warnOnce\(\s*(?:dev)?(["'`])([^"'`$]{10,})/g

const files = readdirSync(folder).filter((file) => readFileSync(join(folder, file), 'utf8').includes('warnOnce('))

test.each(files)('default: the production build of %s has no text of a warning', async (file) => {
  const input = join(folder, file)
  const texts = [...readFileSync(input, 'utf8').matchAll(warning)].map(([, , text]) => text as string)
  expect(texts).not.toEqual([])
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [devPlugin],
    // The shipped files are not bundled, so no other file helps to drop the text.
    build: { write: false, rolldownOptions: { input, preserveEntrySignatures: 'strict', external: (id) => !id.endsWith(file) } },
  })) as Rollup.RollupOutput
  expect(output[0].code).toContain('warnOnce')
  expect(texts.filter((text) => output[0].code.includes(text))).toEqual([])
})
