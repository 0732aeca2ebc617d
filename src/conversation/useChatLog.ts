'use client'

import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createScrollKeeper, type ScrollKeeper } from '../browser/createScrollKeeper.js'
import type { Message } from '../model/conversation.js'
import { isUnread, type Row, toRows } from './toRows.js'

/** How many messages a list shows at first. */
const pageSize = 100

/** How long a screen reader takes to see a change, in milliseconds. */
const silence = 200

type ChatLogController = {
  ref: RefObject<HTMLDivElement | null>
  rows: readonly Row[]
  /** True if there are messages before those of the list. */
  hasEarlier: boolean
  /** Shows as many further messages as the list has. */
  showEarlier: () => void
  /** True while changes are not announced, because they are no new messages. */
  isSilent: boolean
  isAtEnd: boolean
  scrollToEnd: () => void
}

/** The list begins at the first of the latest messages, and at the end of the scrolling element. Mount it when the history is there. */
export function useChatLog(messages: readonly Message[]): ChatLogController {
  const ref = useRef<HTMLDivElement>(null)
  const keeper = useRef<ScrollKeeper>(undefined)
  const [start, setStart] = useState(() => Math.max(0, messages.length - pageSize))
  const [unreadId] = useState(() => messages.find(isUnread)?.id)
  const [isSilent, setSilent] = useState(false)
  const [isAtEnd, setAtEnd] = useState(true)
  const rows = useMemo(() => toRows(messages.slice(start), unreadId), [messages, start, unreadId])

  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return undefined
    keeper.current = createScrollKeeper(element, setAtEnd)
    keeper.current.update()
    const firstUnread = element.querySelector('[data-chat-separator="unread"]')
    if (firstUnread) keeper.current.scrollTo(firstUnread)
    return () => keeper.current?.stop()
  }, [])

  const last = messages.at(-1)
  const isSending = last?.author === 'visitor' && last.status === 'pending'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height changes with the rows.
  useLayoutEffect(() => keeper.current?.update(), [rows])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each message that the visitor sends comes into view.
  useLayoutEffect(() => {
    if (isSending) keeper.current?.scrollToEnd()
  }, [isSending, last?.id])

  useEffect(() => {
    if (!isSilent) return undefined
    const timer = setTimeout(() => setSilent(false), silence)
    return () => clearTimeout(timer)
  }, [isSilent])

  return {
    ref,
    rows,
    hasEarlier: start > 0,
    showEarlier() {
      keeper.current?.holdPosition()
      setSilent(true)
      setStart(Math.max(0, start - Math.max(pageSize, messages.length - start)))
      // The button disappears with its focus.
      if (start <= messages.length - start) ref.current?.focus()
    },
    isSilent,
    isAtEnd,
    scrollToEnd: () => keeper.current?.scrollToEnd(),
  }
}
