'use client'

import { type ReactElement, useId, useLayoutEffect, useRef } from 'react'
import type { Chat } from './chat.js'

/** The props of the question before the conversation ends. */
export type ChatEndingProps = {
  /** The parts' shared values. */
  chat: Chat
  /** Ends the conversation. */
  onEnd: () => void
  /** Continues the conversation. */
  onCancel: () => void
}

/** The focus begins at the control that changes nothing. */
export function ChatEnding({ chat: { labels }, onEnd, onCancel }: ChatEndingProps): ReactElement {
  const id = useId()
  const ref = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => ref.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form.
    <div data-chat-choice="" role="group" aria-labelledby={id}>
      <p id={id}>{labels.confirmEnd}</p>
      <button ref={ref} type="button" data-chat-control="" onClick={onCancel}>
        {labels.cancelEnd}
      </button>
      <button type="button" data-chat-control="main" onClick={onEnd}>
        {labels.end}
      </button>
    </div>
  )
}
