import type { QuickReply, StructuredNode } from '../model/conversation.js'

type Click = { actions?: unknown; metadata?: unknown }

/** Converts a button of structured content to a reply. Undefined for a button that does something else than to send a text or to open a page. */
export function toQuickReply({ title, click }: StructuredNode): QuickReply | undefined {
  const { actions, metadata } = (click ?? {}) as Click
  for (const { type, text, uri } of [actions ?? []].flat() as { type?: unknown; text?: unknown; uri?: unknown }[]) {
    const shown = typeof title === 'string' && title ? title : String(text ?? uri)
    if (type === 'publishText' && typeof text === 'string') return { title: shown, text, metadata }
    if (type === 'link' && typeof uri === 'string') return { title: shown, text: shown, url: uri }
  }
  return undefined
}
