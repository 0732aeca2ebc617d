'use client'

import type { ReactElement } from 'react'
import type { StructuredNode } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { ForeignImage } from './ForeignImage.js'
import { ForeignLink } from './ForeignLink.js'
import { MessageText } from './MessageText.js'
import { ReplyButton } from './ReplyButton.js'
import { toQuickReply } from './toQuickReply.js'
import { toSafeLink } from './toSafeLink.js'

type StructuredContentProps = { chat: Chat; node: StructuredNode; canReply: boolean }

const toText = (value: unknown) => (typeof value === 'string' ? value : '')

/** Structured content, without the service's own styles. */
export function StructuredContent({ chat, node, canReply }: StructuredContentProps): ReactElement | null {
  const { type, elements = [], title, url } = node
  if (type === 'vertical' || type === 'horizontal') {
    return (
      <div data-chat-stack={type}>
        {elements.map((element, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the elements of a message never move.
          <StructuredContent key={index} chat={chat} node={element} canReply={canReply} />
        ))}
      </div>
    )
  }
  if (type === 'text') return <MessageText text={toText(node.text)} />
  const link = toSafeLink(url)
  if (type === 'image' && link) return <ForeignImage chat={chat} link={link} caption={toText(node.caption)} />
  if (type === 'linkPreview' && link) return <ForeignLink link={link} text={toText(title) || link.host} />
  const reply = type === 'button' ? toQuickReply(node) : undefined
  // A reply that was chosen stays readable.
  if (reply) return canReply || reply.url ? <ReplyButton chat={chat} reply={reply} /> : <MessageText text={reply.title} />
  return <em>{chat.labels.unsupported}</em>
}
