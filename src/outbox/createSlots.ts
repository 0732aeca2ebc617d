import type { Keep } from '../platform/createKeep.js'
import type { Locks } from '../platform/createLocks.js'

/**
 * Places in the storage for what pages still have to tell. A page holds the lock of a slot while it has something in it; what is in a slot whose
 * lock is free was left by a dead page.
 */
export type Slots = {
  /** Takes a free slot, unless one is held already. `onLeft` is called with what was in it. */
  claim: (onLeft: (left: unknown[]) => void) => Promise<void>
  /** Takes the free slots that something was left in. */
  takeOver: (onLeft: (left: unknown[]) => void) => Promise<void>
  /** Puts all into one of the slots held. Returns whether they are kept. */
  save: (items: unknown[]) => boolean
  /** Gives up the locks, for others to take over what is in the slots. */
  unlock: () => void
  /** Holds none any more. */
  release: () => void
}

/** In seconds: longer than any of it may wait, so that somebody can tell of its end. */
const keptTime = 24 * 60 * 60

export function createSlots(keep: Keep, key: string, locks: Locks): Slots {
  const names = Array.from(Array(8), (_, slot) => `${key}:${slot}`)
  const held = new Map<string, () => void>()
  // So that they are erased with all else, also before any was needed.
  for (const name of names) keep.read(name)

  async function claim(isWanted: (name: string) => unknown, onLeft: (left: unknown[]) => void): Promise<void> {
    for (const name of names) {
      const release = isWanted(name) ? await locks.hold(name, true) : undefined
      if (!release) continue
      held.set(name, release)
      onLeft([keep.read(name) ?? []].flat())
    }
  }
  const slots: Slots = {
    claim: (onLeft) => claim(() => !held.size, onLeft),
    takeOver: (onLeft) => claim((name) => !held.has(name) && keep.read(name), onLeft),
    save(items) {
      let isKept = false
      for (const name of held.keys()) isKept = keep.write(name, !isKept && items.length && items, keptTime) || isKept
      return isKept
    },
    unlock() {
      for (const release of held.values()) release()
    },
    release() {
      slots.unlock()
      held.clear()
    },
  }
  return slots
}
