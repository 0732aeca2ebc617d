import { readFields, toNumber } from '../http/readers.js'
import type { Disk } from '../platform/createDisk.js'
import type { Keep } from '../platform/createKeep.js'
import type { Locks } from '../platform/createLocks.js'
import { pause } from '../platform/pause.js'

/**
 * Places for what pages still have to tell. A page holds the lock of a slot while it has something in it; what is in a slot whose lock is free was
 * left by a dead page. Until a page has found its slot, it puts what it has into a tray, which needs no lock, and in which nothing stays for long.
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

/** How long it may take to see what another page has written: 20 ms at most, as measured. In milliseconds, with some to spare. */
const seenTime = 60

/** What has been in a tray for longer was left there, in milliseconds. */
const trayTime = 2000

const fields = { savedAt: toNumber, items: (items: unknown) => (Array.isArray(items) ? items : undefined) }

export function createSlots(keep: Keep, disk: Disk | undefined, key: string, locks: Locks): Slots {
  const names = Array.from(Array(8), (_, slot) => `${key}:${slot}`)
  const held = new Map<string, () => void>()
  const taking = new Set<() => void>()
  let last: string[] = []
  let savedAt = 0
  let cleared = 0
  const trays = names.map((name) => `${name}:tray`)
  let tray: string | undefined
  // So that they are erased with all else, also before any was needed.
  for (const name of [...names, ...trays]) keep.read(name)

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

  /** What is there, once what others have written is seen: a lock orders what they do, not what is seen of it. Nothing where it was given up. */
  async function readLeft(release: () => void, look: () => unknown[] | Promise<unknown[]>): Promise<unknown[] | undefined> {
    taking.add(release)
    let left = await look()
    if (left.length && locks.held) {
      await pause(seenTime)
      left = await look()
    }
    return taking.delete(release) ? left : undefined
  }

  async function claimEach(isWanted: (name: string) => unknown, onLeft: (left: unknown[]) => void): Promise<void> {
    for (const name of names) {
      const release = isWanted(name) ? await locks.hold(name, true) : undefined
      const before = cleared
      const left = release && (await readLeft(release, () => read(name)))
      if (!left) continue
      held.set(name, release)
      onLeft(cleared === before ? left : [])
    }
  }

  async function empty(tray: string, onLeft: (left: unknown[]) => void): Promise<void> {
    const look = (isYoung = false) => {
      const { savedAt = Infinity, items = [] } = readFields(keep.read(tray), fields)
      const age = Date.now() - savedAt
      const isRecent = age < trayTime
      return age >= 0 && isRecent === isYoung ? items : []
    }
    // Whoever has just put something there may still be looking for a place.
    if (look(true).length) await pause(trayTime)
    const release = look().length ? await locks.hold(tray, true) : undefined
    const left = release && (await readLeft(release, () => look()))
    if (left?.length) {
      keep.write(tray)
      onLeft(left)
    }
    release?.()
  }

  const slots: Slots = {
    async claim(onLeft, isBack) {
      await claim((name) => (isBack ? last.includes(name) : !held.size), onLeft)
      if (tray) keep.write(tray)
      tray = undefined
    },
    async takeOver(onLeft) {
      const listed = (await disk?.list()) ?? []
      const isFilled = (name: string) => listed.includes(name) || readFields(keep.read(name), fields).items?.length
      await claim((name) => !held.has(name) && isFilled(name), onLeft)
      for (const tray of trays) await empty(tray, onLeft)
    },
    save(items) {
      savedAt = Math.max(savedAt + 1, Date.now())
      if (!held.size && items.length) tray ??= trays.find((name) => !keep.read(name))
      if (!held.size && tray) keep.write(tray, items.length && { savedAt, items }, keptTime)
      const isKept = [...held.keys()].map((name, index) => {
        const value = { savedAt, items: index ? [] : items }
        const isFilled = value.items.length > 0
        disk?.write(name, isFilled && value)
        // That it is empty is kept too: a page that is left may not reach the disk, to say so there.
        return keep.write(name, (disk || isFilled) && value, keptTime)
      })
      return isKept[0] ?? tray !== undefined
    },
    clear() {
      cleared++
    },
    unlock() {
      for (const release of [...held.values(), ...taking]) release()
      taking.clear()
    },
    release() {
      for (const release of held.values()) release()
      last = [...held.keys()]
      held.clear()
      tray = undefined
    },
  }
  return slots
}
