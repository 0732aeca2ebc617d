import { ServiceError } from '../errors.js'
import type { DialogAddress, MessagingSocket } from '../model/messagingService.js'

type Status = 'delivered' | 'read'

/** Per status, the messages by their sequences. */
type Sequences = Record<Status, Set<number>>

/**
 * The visitor's receipts for the messages of the other side. A message is `delivered` when it has arrived here, and `read` when it was on the screen. Each
 * receipt is sent once, also after a reload, because the history contains the visitor's own receipts.
 */
export type Receipts = {
  add: (dialogId: string, status: Status, sequences: readonly number[]) => void
  /** The service has these receipts, from this page or another. */
  confirm: (dialogId: string, status: Status, sequences: readonly number[]) => void
  /** Sends what waits over this socket. Its history must have been read. Undefined: there is no socket. */
  setSocket: (socket: MessagingSocket | undefined) => void
}

/** @param toAddress Returns undefined if the dialog is closed, or unknown. */
export function createReceipts(toAddress: (dialogId: string) => DialogAddress | undefined): Receipts {
  /** The receipts that are to be sent. */
  const unsent = new Map<string, Sequences>()
  /** The receipts that need not be sent again. */
  const known = new Map<string, Sequences>()
  let socket: MessagingSocket | undefined
  let isScheduled = false

  /** Several messages that arrive together have one receipt. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      for (const [dialogId, { delivered, read }] of unsent) {
        send(dialogId, 'delivered', delivered)
        send(dialogId, 'read', read)
      }
    })
  }

  function send(dialogId: string, status: Status, waiting: Set<number>): void {
    const address = toAddress(dialogId)
    if (!socket || waiting.size === 0) return
    const sequences = [...waiting].sort((one, other) => one - other)
    waiting.clear()
    if (!address) return
    socket.publish(address, { type: 'receipt', status, sequences }).catch((error: unknown) => {
      if (error instanceof ServiceError && error.status < 500 && error.status !== 429) return
      // The next socket sends the receipt, or the next receipt takes it along.
      for (const sequence of sequences) waiting.add(sequence)
    })
  }

  return {
    add(dialogId, status, sequences) {
      const [wanted, done] = [getSequences(unsent, dialogId), getSequences(known, dialogId)]
      for (const sequence of sequences) {
        const isKnown = done[status].has(sequence) || (status === 'delivered' && done.read.has(sequence))
        if (!isKnown) wanted[status].add(sequence)
        done[status].add(sequence)
      }
      schedule()
    },
    confirm(dialogId, status, sequences) {
      const [wanted, done] = [getSequences(unsent, dialogId), getSequences(known, dialogId)]
      for (const sequence of sequences) {
        done[status].add(sequence)
        wanted[status].delete(sequence)
        if (status === 'read') wanted.delivered.delete(sequence)
      }
    },
    setSocket(next) {
      socket = next
      schedule()
    },
  }
}

function getSequences(map: Map<string, Sequences>, dialogId: string): Sequences {
  const sequences = map.get(dialogId) ?? { delivered: new Set(), read: new Set() }
  map.set(dialogId, sequences)
  return sequences
}
