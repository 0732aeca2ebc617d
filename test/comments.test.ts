// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { badTerms, countWords, readComments, toSentences } from './support/prose.js'

/** A sentence has at most so many words, because a reader understands such a sentence in one reading. */
const maxWords = 20

/** These hide the subject of a sentence. */
const badBeginnings = ['what', 'who', 'whoever', 'whom', 'of', 'not', 'neither', 'one that', 'by (?:no|the|a|an)', 'at once', 'those']

/** A title is a full sentence, so it also begins with neither a pronoun nor a conjunction. */
const badTitleBeginnings = [...badBeginnings, 'it', 'also', 'and']

const startsWith = (phrases: string[]) => new RegExp(`^(?:${phrases.join('|')})\\b`, 'i')

const beginnings = { comment: startsWith(badBeginnings), title: startsWith(badTitleBeginnings) }

type Kind = keyof typeof beginnings

/** Each rule returns the part of the sentence that breaks it. */
const rules: Record<string, (sentence: string, kind: Kind) => string | undefined> = {
  'a sentence begins with its subject': (sentence, kind) => beginnings[kind].exec(sentence)?.[0],
  'a term is the term of the platform': (sentence) => badTerms.exec(sentence)?.[0],
  [`a sentence has at most ${maxWords} words`](sentence, kind) {
    const count = countWords(sentence)
    return kind === 'comment' && count > maxWords ? `${count} words` : undefined
  },
}

type Node = { type: string; [member: string]: unknown }

/** The first arguments of `test(…)`, `describe.each(…)(…)` and the like. */
function readTitles(file: string, source: string): string[] {
  const titles: string[] = []
  const visit = (node: Node) => {
    const [title, ...others] = (node.type === 'CallExpression' ? node.arguments : []) as Node[]
    if (/^(test|it|describe)$/.test(rootOf(node)) && others.at(-1)?.type === 'ArrowFunctionExpression' && title) titles.push(toText(title))
    for (const child of Object.values(node).flat()) if (child && typeof child === 'object') visit(child as Node)
  }
  visit(parseSync(file, source).program as unknown as Node)
  return titles
}

function rootOf(node: Node): string {
  const inner = (node.callee ?? node.object) as Node | undefined
  return inner ? rootOf(inner) : String(node.name)
}

function toText({ value, quasis = [] }: Node): string {
  return typeof value === 'string' ? value : (quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join('…')
}

const withoutPrefix = (title: string) => title.replace(/^(?:(?:default|behavior): |parameters: (?:[\w ,.]+: )?)/, '')

function findBreaches(file: string, source: string): string[] {
  const titles = /\.test\.tsx?$/.test(file) ? readTitles(file, source).map(withoutPrefix) : []
  const check = (sentence: string, kind: Kind) =>
    Object.entries(rules).flatMap(([rule, find]) => {
      const found = find(sentence, kind)
      return found ? [`${file}: ${rule}, unlike “${found}” in “${sentence}”`] : []
    })
  const sentences = readComments(file, source).flatMap(toSentences)
  return [...sentences.flatMap((sentence) => check(sentence, 'comment')), ...titles.flatMap((title) => check(title, 'title'))]
}

/** Sources that break one rule each, and the part that breaks it. */
const plants: [found: string, source: string][] = [
  ['What', '/** What is asked. */'],
  ['Who', '// Who asks first waits.'],
  ['Whoever', '// Whoever asks first waits.'],
  ['Of', '/* Of a batch, nothing is sent. */'],
  ['Not', '/**\n * A request.\n *\n * Not on a server.\n */'],
  ['Neither', '// A sentence. Neither of them\n// is sent.'],
  ['One that', '/** @param request One that is sent */'],
  ['By no', '// By no timer.'],
  ['By the', '// By the tab.'],
  ['At once', 'const a = 1 // At once.'],
  ['Those', 'const a = <b>{/* Those in flight. */}</b>'],
  ['heard', '/** An answer was heard. */'],
  ['told', '/** A listener is told. */'],
  ['kept', '/** An id is kept. */'],
  ['word', '/** Consent is the word of a visitor. */'],
  ['left', '/** A record that a page left. It reads left to right, with its name to the left. */'],
  ['the way back', '/** A page for the way back. */'],
  ['on its way', '/** A request is on its way. */'],
  ['head start', '/** A page with a head start. */'],
  ['lest', '// The lock is free, lest a tab waits.'],
  ['nor', '// A page has no lock, nor a record.'],
  ['the disk', '// A value reaches the disk.'],
  ['tells of', '// An event tells of the page.'],
  ['21 words', `/** \`code\` is a sentence. A${' b'.repeat(20)}. */`],
  ['what', "test('behavior: what is sent arrives', () => {})"],
  ['it', "describe('a page', () => test.each(rows)('it is sent', async () => {}))"],
  ['Also', "test.each([1])('default: Also %i', () => {})"],
  ['and', "test('parameters: reuse: and a reload', () => {})"],
  ['nor', "describe.each([1])('nor a reload', { timeout: 1 }, () => {})"],
  ['not', 'test(`behavior: not after a reload`, () => {})'],
  ['kept', "test('a record is kept', () => {})"],
]

/** Texts that only look like breaches. */
const innocent = [
  "const a = '/** What is asked. */'",
  '/**\n * A page.\n *\n *   page   ──told──→  kept\n *\n * @example\n * // What is asked.\n */',
  '/** A `word` is at https://example.com/told. By default, a part of the answer. */',
  "test.override('what', 1); other('it is sent', () => {})",
]

const root = posix.join(import.meta.dirname.replaceAll('\\', '/'), '..')
const files = ['src', 'test', 'bench', 'stories', '.storybook'].flatMap((folder) =>
  readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => /\.(tsx?|mjs|css)$/.test(file) && !/node_modules|\/\./.test(file) && file !== 'test/comments.test.ts'),
)

describe('comments and test titles', () => {
  test('no file breaks a rule', () => {
    expect(files.flatMap((file) => findBreaches(file, readFileSync(posix.join(root, file), 'utf8')))).toEqual([])
  })

  test.each(plants)('the rules find a planted breach: “%s” in %s', (found, source) => {
    expect(findBreaches('x.test.tsx', source)).toEqual([expect.stringContaining(`unlike “${found}”`)])
  })

  test.each(innocent)('the rules accept %s', (source) => {
    expect(findBreaches('x.test.tsx', source)).toEqual([])
  })
})
