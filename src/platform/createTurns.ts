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
  /** The last change of each thing, settled or not: a new one is how a read knows that it was overtaken. */
  const lastChanges = new Map<number, Promise<unknown>>()

  return {
    change(id, change) {
      const changed = Promise.resolve(lastChanges.get(id)).then(change)
      lastChanges.set(
        id,
        changed.catch(() => {}),
      )
      return changed
    },
    async read(id, read, signal) {
      for (;;) {
        const last = lastChanges.get(id)
        await abortable(Promise.resolve(last), signal)
        const value = last === lastChanges.get(id) ? await read() : undefined
        if (last === lastChanges.get(id)) return value as Awaited<ReturnType<typeof read>>
      }
    },
  }
}
