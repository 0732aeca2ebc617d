import { sleep } from '../browser/sleep.js'
import { dev } from '../dev.js'
import { EngagementError, ServiceError } from '../errors.js'
import type { Message } from '../model/conversation.js'
import type { DialogAddress, MessagingSocket, OutgoingEvent } from '../model/messagingService.js'
import { createDeferred, type Deferred } from './createDeferred.js'
import type { Timeline } from './createTimeline.js'
import type { Entry } from './timelineEntry.js'

/** A message of this page with what belongs to its sending. */
export type QueuedMessage = {
  entry: Entry
  /** The dialog of a survey's answer. Undefined means the main dialog. */
  dialogId?: string | undefined
  /** The service's data of a chosen reply. */
  metadata?: unknown
  /** The receipt of a chosen reply, which is sent before the text. */
  action?: Extract<OutgoingEvent, { type: 'receipt' }> | undefined
}

type Item = QueuedMessage & { fate: Deferred<Message> }

/** The longest delay after a 429, in milliseconds. */
const maxDelay = 60_000

/**
 * The messages that the service has not taken, in their order, with one in flight. If a socket is lost in mid-send, the fate of its message is unknown.
 * The history of the next socket shows the fate.
 *
 *   socket 1  ── text ──→ ✕                      was the text taken?
 *   socket 2  ←── history: an echo ──            yes: the next text follows
 *   socket 2  ←── history: no echo ── text ──→   no: the text is sent again
 *
 * One repeat remains possible, because the service has no key against repeats. It may take the text of socket 1 after it has sent the history to socket 2.
 */
export type SendQueue = {
  /** Adds a message. The promise settles with its fate. */
  add: (message: QueuedMessage) => Promise<Message>
  /** Sends what waits over this socket. Its history must have been read. Undefined: there is no socket. */
  setSocket: (socket: MessagingSocket | undefined) => void
  isEmpty: () => boolean
  /** Resolves when nothing waits any more. */
  whenEmpty: () => Promise<void>
  /** Rejects what waits. */
  rejectAll: (error: unknown) => void
}

export type SendQueueOptions = {
  timeline: Timeline
  /** Waits until no other tab has a message of unknown fate. Returns the function that lets the next tab send. */
  acquireLock: () => Promise<(() => void) | undefined>
  /** Returns undefined if the dialog is closed, or unknown. */
  toAddress: (dialogId: string | undefined) => DialogAddress | undefined
  /** The fate of a message is unknown, though the socket is open. A new socket must be opened. */
  onUnknownFate: () => void
  onChange: () => void
}

export function createSendQueue({ timeline, acquireLock, toAddress, onUnknownFate, onChange }: SendQueueOptions): SendQueue {
  const items: Item[] = []
  let socket: MessagingSocket | undefined
  let isSending = false
  /** Releases the lock. Undefined while this tab does not have the lock. */
  let unlock: (() => void) | undefined

  /** The lock stays while the service may have taken the first message. */
  function unlockUnlessFateIsUnknown(): void {
    const entry = items[0]?.entry
    if (entry?.echoAfter !== undefined && entry.message.sequence === undefined) return
    unlock?.()
    unlock = undefined
  }

  function settle(item: Item, error?: unknown): void {
    const index = items.indexOf(item)
    if (index < 0) return
    items.splice(index, 1)
    if (error) {
      timeline.fail(item.entry)
      item.fate.reject(error)
    } else item.fate.resolve(item.entry.message)
    onChange()
  }

  const hasSequence = ({ entry }: Item) => entry.message.sequence !== undefined

  /** Sends an item. Returns true if the item stays for another attempt. */
  async function send(item: Item, address: DialogAddress, current: MessagingSocket): Promise<boolean> {
    const { entry, metadata, action } = item
    const text = (entry.message.content as { text: string }).text
    try {
      if (action) await current.publish(address, action).catch(ignoreRefusal)
      timeline.handOver(entry, address.dialogId)
      const { sequence } = await current.publish(address, { type: 'text', text, metadata })
      timeline.confirm(entry, sequence)
      settle(item)
    } catch (error) {
      if (hasSequence(item)) settle(item)
      else if (error instanceof ServiceError && error.status === 429) return true
      else if (error instanceof ServiceError && error.status < 500) settle(item, error)
      else if (socket === current) {
        socket = undefined
        onUnknownFate()
      }
    }
    return false
  }

  async function sendAll(): Promise<void> {
    if (isSending) return
    isSending = true
    let delay = 1000
    for (let item = items[0]; item && socket; item = items[0]) {
      const current = socket
      unlock ??= await acquireLock()
      if (socket !== current || items[0] !== item) continue
      const address = toAddress(item.dialogId)
      // A message of unknown fate may be in the history by now.
      if (hasSequence(item)) settle(item)
      else if (!address)
        settle(item, new EngagementError(dev`The conversation has ended, so the message was not sent. Open a new conversation.`))
      else if (await send(item, address, current)) {
        item.entry.echoAfter = undefined
        unlockUnlessFateIsUnknown()
        await sleep(delay)
        delay = Math.min(2 * delay, maxDelay)
      } else delay = 1000
      unlockUnlessFateIsUnknown()
    }
    isSending = false
    unlockUnlessFateIsUnknown()
  }

  return {
    add(message) {
      const fate = createDeferred<Message>()
      items.push({ ...message, fate })
      onChange()
      void sendAll()
      return fate.promise
    },
    setSocket(next) {
      socket = next
      if (next) void sendAll()
    },
    isEmpty: () => items.length === 0,
    async whenEmpty() {
      while (items.length > 0) await Promise.allSettled(items.map(({ fate }) => fate.promise))
    },
    rejectAll(error) {
      for (const item of [...items]) settle(item, error)
      unlockUnlessFateIsUnknown()
    },
  }
}

/** The receipt of a choice is an addition. Its refusal stops no text. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ServiceError) || error.status >= 500) throw error
}
