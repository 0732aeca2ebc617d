import type { Message } from '../model/conversation.js'
import type { MessagingEvent } from '../model/messagingService.js'

export type ContentEvent = Extract<MessagingEvent, { type: 'content' }>

/** A message with its place. Its `message` is replaced at each change. */
export type Entry = {
  message: Message
  /** The dialog of the message. A message of this page has none until it is handed to a socket. */
  dialog: Dialog | undefined
  /** The highest known sequence when a socket last took this page's message. Its echo has a higher one. */
  echoAfter: number | undefined
  /** True if a survey asks with this message. */
  isQuestion: boolean
}

/** The messages of one dialog that have a sequence, and what is known of sequences. */
export type Dialog = {
  id: string
  /** The position among the dialogs. */
  index: number
  /** In the order of their sequences. */
  entries: Entry[]
  bySequence: Map<number, Entry>
  /** The other side's receipts. A receipt may come before its message. */
  receipts: Map<number, 'delivered' | 'read'>
  /** The highest known sequence. It is -1 before the first. */
  highest: number
  /** The highest sequence among the events of the service. An earlier event may be missing below a response's sequence, but not below this one. */
  received: number
  /** The visitor has read the messages up to this sequence. */
  readUpTo: number
}

export function createDialog(id: string, index: number): Dialog {
  return { id, index, entries: [], bySequence: new Map(), receipts: new Map(), highest: -1, received: -1, readUpTo: -1 }
}

const ranks = ['pending', 'sent', 'delivered', 'read'] as const

/** Returns the status that is further on its path. Receipts come in any order. */
export function toLaterStatus(status: Message['status'], next: Message['status'] | undefined): Message['status'] {
  const rankOf = (value: Message['status']) => ranks.indexOf(value as (typeof ranks)[number])
  return next && rankOf(next) > rankOf(status) ? next : status
}

/** Negative if the first message comes before the other. A message without a sequence comes last. */
export function compareEntries(one: Entry, other: Entry): number {
  const [oneSequence, otherSequence] = [toSequence(one), toSequence(other)]
  // Infinity minus Infinity is no number.
  if (oneSequence === Infinity || otherSequence === Infinity) return Number(oneSequence === Infinity) - Number(otherSequence === Infinity)
  return (one.dialog?.index ?? 0) - (other.dialog?.index ?? 0) || oneSequence - otherSequence
}

const toSequence = ({ message }: Entry) => message.sequence ?? Infinity

export function isOwn({ message }: Entry): boolean {
  return message.author === 'visitor'
}

/** Inserts an entry in the order of the sequences. Most entries belong to the end. */
export function insertEntry(entries: Entry[], entry: Entry): void {
  let index = entries.length
  while (index > 0 && compareEntries(entries[index - 1] as Entry, entry) > 0) index--
  entries.splice(index, 0, entry)
}

export function removeEntry(entries: Entry[], entry: Entry): void {
  const index = entries.indexOf(entry)
  if (index >= 0) entries.splice(index, 1)
}
