import { isRecord } from '../http/readers.js'
import type { QuickReply } from '../model/conversation.js'
import { toArray } from './toArray.js'
import { toEnumValue } from './toEnumValue.js'

/** Reads the replies that an event offers. A reply must send a text or open a safe page. Others are omitted. */
export function toQuickReplies(quickReplies: unknown): QuickReply[] {
  const replies = isRecord(quickReplies) && quickReplies.replies !== undefined ? quickReplies.replies : quickReplies
  return toArray(replies).flatMap((button) => toQuickReply(button) ?? [])
}

function toQuickReply(button: unknown): QuickReply | undefined {
  if (!isRecord(button) || typeof button.title !== 'string') return undefined
  const { title } = button
  const click = isRecord(button.click) ? button.click : {}
  const actions = toArray(click.actions).filter(isRecord)
  const metadata = toArray(click.metadata)
  const reply: QuickReply = { title, text: title, ...(metadata.length > 0 && { metadata }) }
  for (const { type, text, uri } of actions) {
    if (toEnumValue(type) === 'PUBLISHTEXT' && typeof text === 'string') return { ...reply, text }
    if (toEnumValue(type) === 'LINK' && isSafeUrl(uri)) reply.url = uri
  }
  return reply.url || actions.length === 0 ? reply : undefined
}

function isSafeUrl(uri: unknown): uri is string {
  return typeof uri === 'string' && /^(https:\/\/|mailto:|tel:)/i.test(uri)
}
