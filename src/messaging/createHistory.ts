import { createListeners } from '../browser/createListeners.js'
import { waitInTime } from './waitInTime.js'

/** Knows which events of a dialog have arrived, and which is its last. */
export type History = {
  /** An event of the dialog has arrived. */
  arrive: (dialogId: string, sequence: number) => void
  /** The service has named the last content of the dialog. */
  announce: (dialogId: string, sequence: number) => void
  /** Forgets what has arrived. A subscription sends it again. */
  restart: (dialogId: string) => void
  /** Resolves when the last announced content from the sequence on has arrived, and after a while in any case. */
  waitForLast: (dialogId: string, fromSequence: number, signal: AbortSignal) => Promise<void>
}

export function createHistory(): History {
  const arrived = new Map<string, number>()
  const announced = new Map<string, number>()
  const { subscribe, emit } = createListeners<void>()

  return {
    arrive(dialogId, sequence) {
      arrived.set(dialogId, Math.max(sequence, arrived.get(dialogId) ?? -1))
      emit()
    },
    announce(dialogId, sequence) {
      announced.set(dialogId, sequence)
    },
    restart(dialogId) {
      arrived.delete(dialogId)
    },
    async waitForLast(dialogId, fromSequence, signal) {
      const last = announced.get(dialogId) ?? -1
      if (last < fromSequence) return
      await waitInTime(() => (arrived.get(dialogId) ?? -1) >= last, subscribe, signal)
    },
  }
}
