'use client'

import type { ReactElement } from 'react'
import type { Chat } from './chat.js'

/** The props of the window's header. */
export type ChatHeaderProps = {
  /** The parts' shared values. */
  chat: Chat
  /** The id that the title must have, because the window is named by it. */
  titleId: string
  /** True while there is a conversation to end. */
  canEnd: boolean
  /** Asks whether to end the conversation. */
  onEnd: () => void
  /** Hides the window. */
  onHide: () => void
}

export function ChatHeader({ chat: { labels }, titleId, canEnd, onEnd, onHide }: ChatHeaderProps): ReactElement {
  return (
    <header data-chat-header="">
      <h2 data-chat-title="" id={titleId}>
        {labels.title}
      </h2>
      {canEnd && (
        <button type="button" data-chat-control="" onClick={onEnd}>
          {labels.end}
        </button>
      )}
      <button type="button" data-chat-control="icon" aria-label={labels.hide} onClick={onHide}>
        <span aria-hidden="true">×</span>
      </button>
    </header>
  )
}
