'use client'

import type { ReactElement } from 'react'
import type { EngagementError } from '../errors.js'
import type { Chat } from './chat.js'

/** The props of the part that appears after an error. */
export type ChatErrorProps = {
  /** The parts' shared values. */
  chat: Chat
  /** The error. Its text is for developers. */
  error: EngagementError | undefined
  /** Opens the conversation again. */
  onTryAgain: () => void
}

export function ChatError({ chat: { labels }, onTryAgain }: ChatErrorProps): ReactElement {
  return (
    <div data-chat-choice="">
      <p data-chat-error="" role="alert">
        {labels.error}
      </p>
      <button type="button" data-chat-control="main" onClick={onTryAgain}>
        {labels.tryAgain}
      </button>
    </div>
  )
}
