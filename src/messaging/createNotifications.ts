import { createListeners } from '../browser/createListeners.js'
import { isRecord } from '../http/readers.js'
import type { ConversationDetails, MessagingEvent } from '../model/messagingService.js'
import type { History } from './createHistory.js'
import { toArray } from './toArray.js'
import { toChange, toChanges } from './toChanges.js'
import { toConversationDetails } from './toConversationDetails.js'
import { toMessagingEvent } from './toMessagingEvent.js'
import { waitInTime } from './waitInTime.js'

export type NotificationOptions = {
  visitorId: string
  history: History
  onEvent: (event: MessagingEvent) => void
  toLocalTime: (time: number) => number
}

export type Notifications = {
  /** Converts a notification to events. Ignores one of an unknown type. */
  receive: (notification: Record<string, unknown>) => void
  /** Resolves when the first conversations have arrived, and after a while without any. */
  waitForConversations: (signal: AbortSignal) => Promise<void>
  /** Returns the open conversations, the latest first. */
  getOpenConversations: () => readonly ConversationDetails[]
}

/** Documents write the types with several beginnings. */
const types = {
  conversations: /(^|\.)ExConversationChangeNotification$/,
  events: /(^|\.)(MessagingEventNotification|OnlineEventDistribution)$/,
}

/** Reads the notifications of one socket. */
export function createNotifications({ visitorId, history, onEvent, toLocalTime }: NotificationOptions): Notifications {
  const conversations = new Map<string, ConversationDetails>()
  const { subscribe, emit } = createListeners<void>()
  let hasConversations = false

  function receiveConversation(change: unknown): void {
    const details = toConversationDetails(change, { visitorId, toLocalTime })
    if (!details) return
    announceLast(change)
    const isOlder = details.updatedAt < (conversations.get(details.id)?.updatedAt ?? 0)
    if (!isOlder) conversations.set(details.id, details)
    onEvent({ type: 'conversation', details })
  }

  function announceLast(change: unknown): void {
    const last = isRecord(change) && isRecord(change.result) ? toChange(change.result.lastContentEventNotification) : undefined
    if (last?.sequence !== undefined) history.announce(last.dialogId, last.sequence)
  }

  return {
    receive({ type, body }) {
      if (typeof type !== 'string') return
      if (types.conversations.test(type)) {
        for (const change of toArray(isRecord(body) ? body.changes : undefined)) receiveConversation(change)
        hasConversations = true
        emit()
      }
      if (!types.events.test(type)) return
      for (const change of toChanges(body)) {
        const event = toMessagingEvent(change, toLocalTime)
        if (event) onEvent(event)
        if (change.sequence !== undefined) history.arrive(change.dialogId, change.sequence)
      }
    },
    waitForConversations: (signal) => waitInTime(() => hasConversations, subscribe, signal),
    getOpenConversations: () => [...conversations.values()].filter(({ isOpen }) => isOpen).sort((a, b) => b.updatedAt - a.updatedAt),
  }
}
