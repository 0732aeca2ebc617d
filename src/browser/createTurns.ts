import { abortable } from './abortable.js'

/**
 * Keeps what changes a thing in order, and what is read of it from being older than a change that was made meanwhile:
 *
 *   poll      ──GET───────────╳        ··──GET──→   An answer that a change overtook may be from before it: it is read again,
 *   update A     ──PATCH───────────→               once nothing changes the thing any more.
 *   update B       ··············──PATCH──→        Changes take their turn.
 */
export type Turns = {
  /** Changes the thing after all the changes that were begun before, whatever became of them. */
  change: <type>(id: number, change: () => Promise<type>) => Promise<type>
  /** Reads the thing while nothing changes it. */
  read: <type>(id: number, read: () => Promise<type>, signal: AbortSignal | undefined) => Promise<type>
}

export function createTurns(): Turns {
  /** When the last change of each thing ends: another one there is how a read knows that it was overtaken. */
  const ends = new Map<number, Promise<void>>()

  return {
    change(id, change) {
      const changed = Promise.resolve(ends.get(id)).then(change)
      const end = () => {}
      ends.set(id, changed.then(end, end))
      return changed
    },
    async read(id, read, signal) {
      for (;;) {
        const end = ends.get(id)
        await abortable(Promise.resolve(end), signal)
        if (end !== ends.get(id)) continue
        const value = await read()
        if (end === ends.get(id)) return value
      }
    },
  }
}
