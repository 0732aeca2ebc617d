import type { Message } from '../model/conversation.js'
import { findByEcho } from './findByEcho.js'
import {
  type ContentEvent,
  compareEntries,
  createDialog,
  type Dialog,
  type Entry,
  insertEntry,
  isOwn,
  removeEntry,
  toLaterStatus,
} from './timelineEntry.js'

/**
 * The messages of a conversation. Events of the service come twice and out of order. Each counts once, by dialog and sequence. One more message costs the
 * same in a conversation of any length, and unchanged messages stay the same objects.
 *
 *   this page   ── text ──→ service            the text has no sequence yet
 *   this page   ←── echo: sequence 7 ──        the text takes the sequence of its echo
 *   this page   ←── response: sequence 7 ──    either of the two may be first, or missing
 */
export type Timeline = {
  /** The messages with a sequence, then those without, in the order of their sending. The same array until something changes. */
  getMessages: () => readonly Message[]
  getUnreadCount: () => number
  find: (messageId: string) => Entry | undefined
  getDialog: (dialogId: string) => Dialog
  /** Adds a message of the service. Returns undefined if the message is known. */
  addContent: (event: ContentEvent, author: Message['author']) => Entry | undefined
  /** Adds a message of this page, which has no sequence yet. An answer to a survey names the survey's dialog. */
  addOwn: (text: string, dialogId?: string) => Entry
  /** A socket takes the message. An echo of the same text with a higher sequence is then its own. */
  handOver: (entry: Entry, dialogId: string) => void
  /** The service has taken the message. Without a sequence, its echo brings it. */
  confirm: (entry: Entry, sequence: number | undefined) => void
  fail: (entry: Entry) => void
  /** Puts a failed message behind the pending ones. */
  requeue: (entry: Entry) => void
  /** Adds a receipt of the other side. */
  addReceipt: (dialogId: string, status: 'delivered' | 'read', sequences: readonly number[]) => void
  /** Marks the messages up to an entry, or all. Returns those that were unread. */
  markRead: (upTo: Entry | undefined) => Entry[]
  /** Returns the message of a survey that the visitor has not answered. */
  findQuestion: (dialogId: string) => Entry | undefined
  /** The visitor has read the messages up to a sequence, here or on another page. */
  setReadUpTo: (dialogId: string, sequence: number) => void
}

export function createTimeline(): Timeline {
  const dialogs = new Map<string, Dialog>()
  const byId = new Map<string, Entry>()
  /** The messages of this page that have no sequence yet. */
  const unsequenced: Entry[] = []
  /** The messages of the other side that the visitor has not read. */
  let unread: Entry[] = []
  /** Undefined after a change. */
  let messages: readonly Message[] | undefined = []
  let ownCount = 0

  function getDialog(id: string): Dialog {
    const dialog = dialogs.get(id) ?? createDialog(id, dialogs.size)
    dialogs.set(id, dialog)
    return dialog
  }

  function update(entry: Entry, change: Partial<Message>): void {
    entry.message = { ...entry.message, ...change }
    messages = undefined
  }

  function addToDialog(entry: Entry, dialog: Dialog, sequence: number): void {
    entry.dialog = dialog
    const status = isOwn(entry)
      ? toLaterStatus(toLaterStatus(entry.message.status, 'sent'), dialog.receipts.get(sequence))
      : entry.message.status
    update(entry, { sequence, status })
    byId.set(entry.message.id, entry)
    dialog.bySequence.set(sequence, entry)
    dialog.highest = Math.max(dialog.highest, sequence)
    insertEntry(dialog.entries, entry)
  }

  function addOwnToDialog(entry: Entry, dialog: Dialog, sequence: number): void {
    removeEntry(unsequenced, entry)
    addToDialog(entry, dialog, sequence)
  }

  function addNew(event: ContentEvent, author: Message['author'], dialog: Dialog): Entry {
    const isRead = event.sequence <= dialog.readUpTo
    const message: Message = {
      id: `${event.dialogId}:${event.sequence}`,
      author,
      agentId: author === 'agent' || author === 'bot' ? event.senderId : undefined,
      sentAt: event.sentAt ?? Date.now(),
      status: author === 'visitor' ? 'sent' : isRead ? 'read' : 'delivered',
      content: event.content,
      quickReplies: event.quickReplies.length > 0 ? event.quickReplies : undefined,
    }
    const entry: Entry = { message, dialog, echoAfter: undefined, isQuestion: event.isQuestion }
    addToDialog(entry, dialog, event.sequence)
    if (entry.message.status === 'delivered' && !isOwn(entry)) unread.push(entry)
    return entry
  }

  function markRead(isIncluded: (entry: Entry) => boolean): Entry[] {
    const read = unread.filter(isIncluded)
    if (read.length === 0) return read
    unread = unread.filter((entry) => !isIncluded(entry))
    for (const entry of read) {
      update(entry, { status: 'read' })
      const dialog = entry.dialog as Dialog
      dialog.readUpTo = Math.max(dialog.readUpTo, entry.message.sequence as number)
    }
    return read
  }

  return {
    getMessages() {
      messages ??= [...[...dialogs.values()].flatMap(({ entries }) => entries), ...unsequenced].map(({ message }) => message)
      return messages
    },
    getUnreadCount: () => unread.length,
    find: (messageId) => byId.get(messageId),
    getDialog,
    addContent(event, author) {
      const dialog = getDialog(event.dialogId)
      dialog.received = Math.max(dialog.received, event.sequence)
      const known = dialog.bySequence.get(event.sequence)
      const own = known ?? (author === 'visitor' ? findByEcho(unsequenced, event, dialog) : undefined)
      if (!own) return addNew(event, author, dialog)
      // The service's time is better than this browser's.
      if (isOwn(own) && event.sentAt !== undefined && event.sentAt !== own.message.sentAt) update(own, { sentAt: event.sentAt })
      if (!known) addOwnToDialog(own, dialog, event.sequence)
      return undefined
    },
    addOwn(text, dialogId) {
      const message: Message = {
        id: `own:${++ownCount}`,
        author: 'visitor',
        sentAt: Date.now(),
        status: 'pending',
        content: { type: 'text', text },
      }
      const dialog = dialogId === undefined ? undefined : getDialog(dialogId)
      const entry: Entry = { message, dialog, echoAfter: undefined, isQuestion: false }
      byId.set(message.id, entry)
      unsequenced.push(entry)
      messages = undefined
      return entry
    },
    handOver(entry, dialogId) {
      entry.dialog = getDialog(dialogId)
      entry.echoAfter = entry.dialog.highest
    },
    confirm(entry, sequence) {
      const dialog = entry.dialog as Dialog
      // The echo was first.
      if (entry.message.sequence !== undefined) return
      if (sequence === undefined) return update(entry, { status: 'sent' })
      // The service changed the text of the echo, which was therefore no message of this page yet.
      const twin = dialog.bySequence.get(sequence)
      if (twin) {
        removeEntry(dialog.entries, twin)
        byId.delete(twin.message.id)
      }
      addOwnToDialog(entry, dialog, sequence)
    },
    fail(entry) {
      entry.echoAfter = undefined
      update(entry, { status: 'failed' })
    },
    requeue(entry) {
      removeEntry(unsequenced, entry)
      unsequenced.push(entry)
      update(entry, { status: 'pending' })
    },
    addReceipt(dialogId, status, sequences) {
      const dialog = getDialog(dialogId)
      for (const sequence of sequences) {
        const entry = dialog.bySequence.get(sequence)
        dialog.receipts.set(sequence, dialog.receipts.get(sequence) === 'read' ? 'read' : status)
        const next = entry && isOwn(entry) ? toLaterStatus(entry.message.status, status) : undefined
        if (entry && next && next !== entry.message.status) update(entry, { status: next })
      }
    },
    markRead: (upTo) => markRead((entry) => !upTo || compareEntries(entry, upTo) <= 0),
    findQuestion(dialogId) {
      const dialog = getDialog(dialogId)
      if (unsequenced.some((entry) => entry.dialog === dialog && entry.message.status !== 'failed')) return undefined
      const last = [...dialog.entries].reverse().find((entry) => entry.isQuestion || isOwn(entry))
      return last?.isQuestion ? last : undefined
    },
    setReadUpTo(dialogId, sequence) {
      const dialog = getDialog(dialogId)
      dialog.readUpTo = Math.max(dialog.readUpTo, sequence)
      markRead((entry) => entry.dialog === dialog && (entry.message.sequence as number) <= sequence)
    },
  }
}
