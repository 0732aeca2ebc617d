'use client'

import type { ReactElement } from 'react'
import type { Chat } from './chat.js'

/** The props of a line between messages. */
export type ChatSeparatorProps = {
  /** The parts' shared values. */
  chat: Chat
  /** A `day` begins, or messages that the visitor has not seen. */
  type: 'day' | 'unread'
  /** The moment of the first message of the day, in milliseconds since the epoch. */
  time?: number | undefined
}

export function ChatSeparator({ chat: { labels, format }, type, time = 0 }: ChatSeparatorProps): ReactElement {
  return <span>{type === 'unread' ? labels.unread : format.toDay(time)}</span>
}
