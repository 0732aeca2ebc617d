'use client'

import { type ChangeEvent, type KeyboardEvent, useState } from 'react'
import type { Chat } from './chat.js'
import { getDraft, setDraft } from './drafts.js'

type Composer = {
  text: string
  /** True after an attempt to send an empty message. */
  isRefused: boolean
  onChange: (event: ChangeEvent<HTMLTextAreaElement>) => void
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  submit: () => void
}

/** Holds the text apart from the list, so that a key renders the composer alone. */
export function useComposer({ client, conversation }: Chat): Composer {
  const [text, setText] = useState(() => getDraft(client))
  const [isRefused, setRefused] = useState(false)

  function change(next: string): void {
    setText(next)
    setDraft(client, next)
    setRefused(false)
  }
  function submit(): void {
    if (text.trim() === '') {
      setRefused(true)
      return
    }
    change('')
    // The list shows the message that failed.
    conversation.send(text).catch(() => {})
  }

  return {
    text,
    isRefused,
    onChange({ currentTarget: { value } }) {
      change(value)
      conversation.setTyping(value !== '')
    },
    onKeyDown(event) {
      if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
      event.preventDefault()
      submit()
    },
    submit,
  }
}

/** True for a key of an input method. Safari ends the composition before the key that confirms it, and gives that key the code 229. */
export function isComposing({ nativeEvent: { isComposing, keyCode } }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229
}
