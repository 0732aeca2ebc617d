import { type SafeLink, toSafeLink } from './toSafeLink.js'

/** A part of a text: plain, or with the link that it shows. */
export type TextPart = { text: string; link?: SafeLink | undefined }

/** Ends at spaces, quotes and at the characters that change the direction of the text. */
const address = /\b(?:https:\/\/|mailto:|tel:)[^\s<>"'`「」『』（）\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi

/** The punctuation of the sentence around an address. */
const punctuation = /[.,;:!?…)\]}。、]+$/

/** Splits a text at its addresses. All parts together are the text. */
export function toTextParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const shown = trimEnd(found)
    const link = toSafeLink(shown)
    if (!link) continue
    if (index > end) parts.push({ text: text.slice(end, index) })
    parts.push({ text: shown, link })
    end = index + shown.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** A closing bracket belongs to an address that opens one. */
function trimEnd(found: string): string {
  const trimmed = found.replace(punctuation, '')
  return trimmed.includes('(') && found[trimmed.length] === ')' ? `${trimmed})` : trimmed
}
