import { readdirSync, readFileSync } from 'node:fs'
import { badTerms, countWords, readComments, toSentences } from '../test/support/prose.js'

// `node bench/run.mjs prose`. Fails if the prose of README, guides and TSDoc breaks a limit. Code, tables, links and headings are no prose.
// Fails also if the README is too long or too wide.

const limits = { median: 16, longest: 30, readmeLines: 150, readmeWidth: 120 }

const docs = readdirSync('docs').filter((file) => file.endsWith('.md'))
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))

/** The sentences of each text that a reader of the package sees, by its file. All TSDoc counts as one text. */
const texts: Record<string, string[]> = {
  ...Object.fromEntries(['README.md', ...docs.map((file) => `docs/${file}`)].map((file) => [file, readMarkdown(file)])),
  'TSDoc of src': sources.flatMap((file) =>
    readComments(file, readFileSync(`src/${file}`, 'utf8'))
      .flatMap(toSentences)
      .filter(countWords),
  ),
}

const breaches = [...findLongLines(), ...Object.entries(texts).flatMap(([file, sentences]) => findBreaches(file, sentences))]
for (const breach of breaches) console.error(breach)
if (breaches.length > 0) process.exitCode = 1

function findLongLines(): string[] {
  const lines = readFileSync('README.md', 'utf8').trimEnd().split('\n')
  return [
    ...(lines.length > limits.readmeLines ? [`README.md has ${lines.length} lines. Write at most ${limits.readmeLines}.`] : []),
    ...lines.flatMap((line, index) =>
      line.length > limits.readmeWidth
        ? [`README.md:${index + 1} has ${line.length} characters. Write at most ${limits.readmeWidth}.`]
        : [],
    ),
  ]
}

function findBreaches(file: string, sentences: string[]): string[] {
  const counts = sentences.map(countWords).sort((one, other) => one - other)
  const median = counts[counts.length >> 1] ?? 0
  return [
    ...(median > limits.median ? [`${file}: the median sentence has ${median} words. Write at most ${limits.median}.`] : []),
    ...sentences.flatMap((sentence) => {
      const count = countWords(sentence)
      const [term] = badTerms.exec(sentence) ?? []
      return [
        ...(count > limits.longest ? [`${file}: a sentence has ${count} words. Write at most ${limits.longest}: “${sentence}”`] : []),
        ...(term ? [`${file}: “${term}” has a better term in the field: “${sentence}”`] : []),
      ]
    }),
  ]
}

function readMarkdown(file: string): string[] {
  const text = readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/^\s*<!--[\s\S]*?-->/gm, '')
    .replace(/^(?:\||#).*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^> ?/gm, '')
    .replace(/^\s*(?:[-*]|\d+\.) /gm, '\n')
  return text
    .split(/\n\s*\n/)
    .flatMap(toSentences)
    .filter(countWords)
}
