import type { Message } from '../model/conversation.js'

/** A line of the list of messages. */
export type Row =
  | { type: 'message'; key: string; message: Message; isFirstOfAuthor: boolean }
  | { type: 'day'; key: string; time: number }
  | { type: 'unread'; key: string }

/**
 * Adds lines between the messages: before the first message of each day, and before the first one that the visitor has not seen.
 * @param unreadId The id of that message
 */
export function toRows(messages: readonly Message[], unreadId: string | undefined): Row[] {
  const rows: Row[] = []
  let previous: Message | undefined
  for (const message of messages) {
    const isNewDay = !previous || !isSameDay(previous.sentAt, message.sentAt)
    const isFirstUnread = message.id === unreadId
    if (isNewDay) rows.push({ type: 'day', key: `day ${message.id}`, time: message.sentAt })
    if (isFirstUnread) rows.push({ type: 'unread', key: 'unread' })
    const isSameAuthor = previous?.author === message.author && previous.agentId === message.agentId
    rows.push({ type: 'message', key: message.id, message, isFirstOfAuthor: isNewDay || isFirstUnread || !isSameAuthor })
    previous = message
  }
  return rows
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString()
}

/** Returns the id of the first message that was not on the screen yet. Undefined if all were. */
export function findFirstUnread(messages: readonly Message[], unreadCount: number): string | undefined {
  let id: string | undefined
  for (let index = messages.length - 1, count = unreadCount; index >= 0 && count > 0; index--) {
    const message = messages[index] as Message
    if (message.author === 'visitor') continue
    id = message.id
    count--
  }
  return id
}
