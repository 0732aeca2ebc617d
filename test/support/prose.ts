import { parseSync } from 'vite'

/** A platform has a better term for each. A direction may be `left`. */
const terms = [
  'heard',
  'told',
  'kept',
  'words?',
  '(?<!(?:to|top|bottom)[ -](?:the )?)left(?![ -]to[ -]right)',
  'the way back',
  'on its way',
  'head start',
  'lest',
  'nor',
  'the disk',
  'tells? of',
  'such as is',
]

export const badTerms = new RegExp(`\\b(?:${terms.join('|')})\\b`, 'i')

/** Returns the length of a sentence, without its dashes. */
export const countWords = (sentence: string): number => sentence.match(/(?<!\S)[("']*[\p{L}\p{N}]/gu)?.length ?? 0

/** The sentences without code, examples, addresses, drawings and the names of tags. */
export function toSentences(text: string): string[] {
  return text
    .replace(/^\s*biome-ignore [^:]+:/, '')
    .replace(/@example[\s\S]*?(?=\n@|$)/g, '')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/^(?: {2,}|.*(?:\S {3}|──)).*$/gm, '')
    .replace(/`[^`]*`|https?:\S+/g, 'Code')
    .split(/^\s*@(?:param|throws) +\S+|^\s*@[\w-]+|\n\s*\n|\n- |(?<=[.!?]["')]*)\s+(?=["'(]?\p{Lu})/mu)
    .map((sentence) => sentence.trim().replace(/\s+/g, ' '))
}

/** Line comments below each other are one comment. */
export function readComments(file: string, source: string): string[] {
  if (file.endsWith('.css')) return [...source.matchAll(/\/\*([\s\S]*?)\*\//g)].map(([, text]) => text as string)
  const comments: { type: string; value: string; end: number }[] = []
  for (const { type, value, start, end } of parseSync(file, source).comments) {
    const last = comments.at(-1)
    const isNextLine = type === 'Line' && last?.type === 'Line' && /^\n[ \t]*$/.test(source.slice(last.end, start))
    if (isNextLine) comments.pop()
    comments.push({ type, value: isNextLine ? `${last.value}\n${value.trim()}` : value, end })
  }
  return comments.map(({ type, value }) => (type === 'Line' ? value.trim() : value.replace(/^\s*\*+ ?/gm, '')))
}
