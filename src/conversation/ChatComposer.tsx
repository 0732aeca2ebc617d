'use client'

import { type ReactElement, useId, useLayoutEffect, useRef } from 'react'
import { fitToText, refitOnResize } from '../browser/fitToText.js'
import type { Chat } from './chat.js'
import { useComposer } from './useComposer.js'

/** The props of the field for a message. */
export type ChatComposerProps = {
  /** The parts' shared values. */
  chat: Chat
  /** True if the field takes the focus when it appears, because the visitor opened the window. */
  autoFocus: boolean
}

/** A page without the stylesheet shows so many lines at most. */
const maxRows = 5

export function ChatComposer({ chat, autoFocus }: ChatComposerProps): ReactElement {
  const { text, isRefused, onChange, onKeyDown, submit } = useComposer(chat)
  const { labels } = chat
  const id = useId()
  const errorId = `${id}error`
  const ref = useRef<HTMLTextAreaElement>(null)
  // A browser ignores `autoFocus` in a page that was loaded already.
  useLayoutEffect(() => {
    if (autoFocus) ref.current?.focus({ preventScroll: true })
  }, [autoFocus])
  useLayoutEffect(() => (ref.current ? refitOnResize(ref.current) : undefined), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height changes with the text.
  useLayoutEffect(() => {
    if (ref.current) fitToText(ref.current)
  }, [text])
  return (
    <form
      data-chat-composer=""
      onSubmit={(event) => {
        event.preventDefault()
        submit()
        ref.current?.focus()
      }}
    >
      <label data-chat-hidden="" htmlFor={id}>
        {labels.message}
      </label>
      <textarea
        ref={ref}
        id={id}
        data-chat-field=""
        placeholder={labels.message}
        rows={Math.min(text.split('\n').length, maxRows)}
        value={text}
        enterKeyHint="send"
        aria-invalid={isRefused || undefined}
        aria-describedby={isRefused ? errorId : undefined}
        onChange={onChange}
        onKeyDown={onKeyDown}
      />
      <button type="submit" data-chat-control="main">
        {labels.send}
      </button>
      {isRefused && (
        <p id={errorId} data-chat-error="" role="alert">
          {labels.empty}
        </p>
      )}
    </form>
  )
}
