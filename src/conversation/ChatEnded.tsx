'use client'

import type { ReactElement } from 'react'
import type { Chat } from './chat.js'

/** The props of the part in place of the composer, after the end. */
export type ChatEndedProps = {
  /** The parts' shared values. */
  chat: Chat
  /** Hides the window. */
  onHide: () => void
}

export function ChatEnded({ chat: { labels }, onHide }: ChatEndedProps): ReactElement {
  return (
    <div data-chat-choice="">
      <button type="button" data-chat-control="" onClick={onHide}>
        {labels.hide}
      </button>
    </div>
  )
}
