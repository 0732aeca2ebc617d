import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { toNumber } from './history.js'

declare global {
  /** Puts a conversation of so many messages into the page's memory. The time is not measured. */
  var prepare: (count: number) => Promise<void>
  /** Opens the conversation. Resolves with the milliseconds until its latest message is painted, beside a field to type in. */
  var openConversation: (count: number) => Promise<number>
}

/** The parts of a page that differ from design to design. */
export type Design = {
  prepare: (count: number) => Promise<void>
  render: () => ReactElement
  /** Selects the elements of the messages. */
  messages: string
}

/** Makes the functions that the bench calls. */
export function expose({ prepare, render, messages }: Design): void {
  globalThis.prepare = prepare
  globalThis.openConversation = async (count) => {
    const root = createRoot(document.getElementById('root') as HTMLElement)
    const start = performance.now()
    flushSync(() => root.render(render()))
    while (!isOpen(messages, count)) await new Promise(requestAnimationFrame)
    await nextPaint()
    return performance.now() - start
  }
}

/** The conversation is open when its latest message is in view, beside a field to type in. */
function isOpen(messages: string, count: number): boolean {
  const latest = [...document.querySelectorAll(messages)].at(-1)
  if (!latest || !document.querySelector('textarea')) return false
  const { top, bottom, height } = latest.getBoundingClientRect()
  const texts = [...latest.querySelectorAll('*'), latest].map(({ textContent }) => textContent ?? '')
  return height > 0 && top >= 0 && bottom <= innerHeight && texts.some((text) => toNumber(text.trim()) === count)
}

/** Waits for the frame that shows the latest change. */
function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    requestAnimationFrame(() => port2.postMessage(undefined))
  })
}

export function addStyles(text: string): void {
  const style = document.createElement('style')
  style.textContent = text
  document.head.append(style)
}

/** Gives a design the place and the size of `ChatWindow`. */
export function fillCorner(): void {
  addStyles('#root { position: fixed; inset: auto 16px 16px auto; width: 24rem; height: 36rem }')
}
