import type { Message } from '../model/conversation.js'

/** A line of the list of messages. */
export type Row =
  | { type: 'message'; key: string; message: Message; isFirstOfAuthor: boolean }
  | { type: 'day'; key: string; time: number }
  | { type: 'unread'; key: string }

/**
 * Adds lines between the messages: before each day, and before the first message that the visitor has not seen.
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

/** True for a message of the other side that was not on the screen yet. */
export function isUnread({ author, status }: Message): boolean {
  return author !== 'visitor' && status !== 'read'
}
