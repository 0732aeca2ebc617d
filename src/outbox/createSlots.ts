import { readFields, toNumber } from '../http/readers.js'
import type { Disk } from '../platform/createDisk.js'
import type { Keep } from '../platform/createKeep.js'
import type { Locks } from '../platform/createLocks.js'

/**
 * Places for what pages still have to tell. A page holds the lock of a slot while it has something in it; what is in a slot whose lock is free was
 * left by a dead page.
 */
export type Slots = {
  /** Takes a free slot, unless one is held already; or those that were held last. `onLeft` is called with what was in it. */
  claim: (onLeft: (left: unknown[]) => void, isBack?: boolean) => Promise<void>
  /** Takes the free slots that something was left in. */
  takeOver: (onLeft: (left: unknown[]) => void) => Promise<void>
  /** Puts all into one of the slots held. Returns whether they are kept. */
  save: (items: unknown[]) => boolean
  /** What is being taken over now is nobody's any more. */
  clear: () => void
  /** Gives up the locks, for others to take over what is in the slots. */
  unlock: () => void
  /** Holds none any more. */
  release: () => void
}

/** In seconds: longer than any of it may wait, so that somebody can tell of its end. */
const keptTime = 24 * 60 * 60

const fields = { savedAt: toNumber, items: (items: unknown) => (Array.isArray(items) ? items : undefined) }

export function createSlots(keep: Keep, disk: Disk | undefined, key: string, locks: Locks): Slots {
  const names = Array.from(Array(8), (_, slot) => `${key}:${slot}`)
  const held = new Map<string, () => void>()
  let last: string[] = []
  let savedAt = 0
  let cleared = 0
  // So that they are erased with all else, also before any was needed.
  for (const name of names) keep.read(name)

  /** The newer of the two copies: a page that is left may not reach the disk, and a browser that is killed may lose the storage. */
  async function read(name: string): Promise<unknown[]> {
    const [stored, written] = [readFields(keep.read(name), fields), readFields(await disk?.read(name), fields)]
    savedAt = Math.max(savedAt, stored.savedAt ?? 0, written.savedAt ?? 0)
    const newer = (written.savedAt ?? 0) > (stored.savedAt ?? 0) ? written : stored
    return newer.items ?? []
  }

  let claimed: Promise<void> = Promise.resolve()

  function claim(isWanted: (name: string) => unknown, onLeft: (left: unknown[]) => void): Promise<void> {
    claimed = claimed.then(() => claimEach(isWanted, onLeft))
    return claimed
  }

  async function claimEach(isWanted: (name: string) => unknown, onLeft: (left: unknown[]) => void): Promise<void> {
    for (const name of names) {
      const release = isWanted(name) ? await locks.hold(name, true) : undefined
      if (!release) continue
      const before = cleared
      const left = await read(name)
      held.set(name, release)
      onLeft(cleared === before ? left : [])
    }
  }

  const slots: Slots = {
    claim: (onLeft, isBack) => claim((name) => (isBack ? last.includes(name) : !held.size), onLeft),
    async takeOver(onLeft) {
      const listed = (await disk?.list()) ?? []
      const isFilled = (name: string) => listed.includes(name) || readFields(keep.read(name), fields).items?.length
      await claim((name) => !held.has(name) && isFilled(name), onLeft)
    },
    save(items) {
      savedAt = Math.max(savedAt + 1, Date.now())
      const isKept = [...held.keys()].map((name, index) => {
        const value = { savedAt, items: index ? [] : items }
        const isFilled = value.items.length > 0
        disk?.write(name, isFilled && value)
        // That it is empty is kept too: a page that is left may not reach the disk, to say so there.
        return keep.write(name, (disk || isFilled) && value, keptTime)
      })
      return isKept[0] ?? false
    },
    clear() {
      cleared++
    },
    unlock() {
      for (const release of held.values()) release()
    },
    release() {
      slots.unlock()
      last = [...held.keys()]
      held.clear()
    },
  }
  return slots
}
