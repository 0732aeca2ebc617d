import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import postcss from 'postcss'
import { compile } from 'tailwindcss'
import tailwindPlugin3 from 'tailwindcss-3'
import { browserTest } from './browserTest.js'
import { buildStyles } from './buildStyles.js'

const require = createRequire(import.meta.url)
const read = (path: string) => readFile(path, 'utf8')

/** Returns the stylesheet that Tailwind 4 makes for a site with these classes. */
export async function tailwind4(classes: string[]): Promise<string> {
  const path = require.resolve('tailwindcss/index.css')
  const { build } = await compile('@import "tailwindcss";', { loadStylesheet: async () => ({ path, base: '', content: await read(path) }) })
  return build(classes)
}

/** Returns the output of PostCSS with Tailwind 3, for a site with these classes. */
export async function tailwind3(source: string, classes: string[] = ['p-2']): Promise<string> {
  const { css } = await postcss([tailwindPlugin3({ content: [{ raw: classes.join(' ') }] })]).process(source, { from: undefined })
  return css
}

export const normalize = (): Promise<string> => read(require.resolve('normalize.css'))

/** A test in Chromium that looks at elements under stylesheets. */
export const styleTest = browserTest
  .extend('styles', { scope: 'file' }, buildStyles)
  /** Opens a page with these stylesheets in this order. */
  .extend('show', ({ context }) => async (sheets: string[], html: string) => {
    const page = await context.newPage()
    await page.setContent(`${sheets.map((sheet) => `<style>${sheet}</style>`).join('')}${html}`)
    return page
  })
