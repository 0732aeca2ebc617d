import { isRecord } from '../http/readers.js'
import type { MessageContent } from '../model/conversation.js'
import { toEnumValue } from './toEnumValue.js'
import { toStructuredNode } from './toStructuredNode.js'

const unsupported: MessageContent = { type: 'unsupported' }

/** Reads the content of an event. Documents put it under `message` or `content`. */
export function toContent(event: Record<string, unknown>): MessageContent {
  const content = event.message ?? event.content
  if (toEnumValue(event.type) === 'RICHCONTENTEVENT') return toStructured(content)
  const contentType = toEnumValue(event.contentType)
  if (/^(HOSTED\/FILE|HOSTEDFILE)$/.test(contentType)) return toFile(content)
  const isText = typeof content === 'string' && /^(TEXT\/PLAIN\b.*)?$/.test(contentType)
  return isText ? { type: 'text', text: content } : unsupported
}

/** Structured content may also be a JSON text. */
function toStructured(content: unknown): MessageContent {
  const root = toStructuredNode(typeof content === 'string' ? parse(content) : content)
  return root ? { type: 'structured', root } : unsupported
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toFile(content: unknown): MessageContent {
  if (!isRecord(content) || typeof content.relativePath !== 'string' || !content.relativePath) return unsupported
  const { relativePath: path, caption, fileType } = content
  return { type: 'file', path, caption: toOptionalText(caption), fileType: toOptionalText(fileType) }
}

function toOptionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined
}
