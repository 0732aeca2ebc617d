import { abortable } from './abortable.js'

/**
 * Keeps what changes a thing in order, and what is read of it from being older than a change that was made meanwhile:
 *
 *   poll      ──GET───────────╳        ··──GET──→   An answer that a change overtook may be from before it: it is read again,
 *   update A     ──PATCH───────────→               once nothing changes the thing any more.
 *   update B       ··············──PATCH──→        Changes take their turn.
 */
export type KeyedMutex = {
  /** Changes the thing after all the changes that were begun before, whatever became of them. */
  write: <type>(id: number, write: () => Promise<type>) => Promise<type>
  /** Reads the thing while nothing changes it. */
  read: <type>(id: number, read: () => Promise<type>, signal: AbortSignal | undefined) => Promise<type>
}

export function createKeyedMutex(): KeyedMutex {
  /** When the last change of each thing ends: another one there is how a read knows that it was overtaken. */
  const lastWrites = new Map<number, Promise<void>>()

  return {
    write(id, write) {
      const written = Promise.resolve(lastWrites.get(id)).then(write)
      const noop = () => {}
      lastWrites.set(id, written.then(noop, noop))
      return written
    },
    async read(id, read, signal) {
      for (;;) {
        const lastWrite = lastWrites.get(id)
        await abortable(Promise.resolve(lastWrite), signal)
        if (lastWrite !== lastWrites.get(id)) continue
        const value = await read()
        if (lastWrite === lastWrites.get(id)) return value
      }
    },
  }
}
