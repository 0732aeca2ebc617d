import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Sample = {
  /** The first line of the code, if it is a comment with the path of a file: `app/page.tsx`. */
  path: string | undefined
  /** The chapter of the sample. */
  chapter: string
  /** The line of the page on which the sample begins. */
  line: number
  code: string
}

/** Returns the samples of a page, which is a file in Markdown. */
export function readSamples(page: string): Sample[] {
  const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8')
  return [...text.matchAll(/^```(?:tsx?|js|astro)\n(.*?)^```$/gms)].map(({ index, 1: code = '' }) => ({
    path: /^(?:---\n)?\/\/ (\S+\.(?:[cm]?[jt]sx?|astro))\n/.exec(code)?.[1],
    chapter: [...text.slice(0, index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '',
    line: text.slice(0, index).split('\n').length,
    code,
  }))
}
