import { abortable } from './abortable.js'

/**
 * Runs the writes of one id in order. Repeats a read during which a write began, so that a read is never older than a finished write.
 *
 *   poll      ──GET───────────╳        ··──GET──→   A write overtook this response, which may be older: read again after the last write.
 *   update A     ──PATCH───────────→
 *   update B       ··············──PATCH──→         A write waits for the writes before it.
 */
export type KeyedMutex = {
  /** Runs a write after all earlier writes of the id, whether they succeeded or failed. */
  write: <type>(id: number, write: () => Promise<type>) => Promise<type>
  /** Runs a read while no write of the id runs. Rejects if the signal aborts while the read waits for a write. */
  read: <type>(id: number, read: () => Promise<type>, signal: AbortSignal | undefined) => Promise<type>
}

export function createKeyedMutex(): KeyedMutex {
  /** Per id, the promise of the latest write. A read compares it before and after: if it differs, a write overtook the read. */
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
