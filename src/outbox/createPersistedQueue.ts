import { acquireInTime } from '../browser/acquireInTime.js'
import type { ClientStorage } from '../browser/createClientStorage.js'
import type { IndexedDbStore } from '../browser/createIndexedDbStore.js'
import type { Locks } from '../browser/createLocks.js'
import { sleep } from '../browser/sleep.js'
import { createLockScope } from './createLockScope.js'
import { createRecordStore, type OutboxRecord } from './createRecordStore.js'

/**
 * Stores the unsent impressions of a page. Another page sends them if this page or the browser is killed. Each page writes its own record. The page
 * holds the Web Lock of the record's name while the record has impressions. A record whose lock is free is abandoned: its page has died.
 *
 *   page 1  ── writes its record ── acquires the lock ──────╳ dies: the browser frees the lock
 *   page 2      └── the lock is held: skips the record      └── acquires the lock ── takes the impressions ── removes the record
 */
export type PersistedQueue = {
  /** Stores this page's impressions, synchronously. */
  save: (items: unknown[]) => void
  /** True if the storage has this page's impressions. */
  isStored: () => boolean
  /**
   * Takes the impressions of abandoned records. `onRecovered` must save them as this page's own before it returns. Resolves once every record was read
   * that was there at the call.
   */
  recover: (onRecovered: OnRecovered) => Promise<void>
  /**
   * Releases all locks, because the back/forward cache does not take a page that holds one. Firefox decides before `pagehide`: it loads a page again
   * that had a lock then.
   */
  suspend: () => void
  /** After the back/forward cache: starts a new record, and recovers the former one unless another page already did. */
  resume: (onRecovered: OnRecovered) => Promise<void>
  /** Removes this page's record, and discards the records that are being recovered. */
  clear: () => void
}

export type OnRecovered = (items: unknown[]) => void

export type PersistedQueueOptions = {
  storage: ClientStorage
  indexedDbStore: IndexedDbStore | undefined
  /** The names of records and of their locks begin with it. */
  prefix: string
  locks: Locks
}

/**
 * How long a write to the storage may take to be visible in another process, in milliseconds. A write takes 20 ms on a quiet machine, and longer on a
 * busy one. With 60 ms, 1 of 200 returns was sent twice at a load of 15 (measured: bench:delivery returns).
 */
const visibilityDelay = 250

/** A page acquires its lock soon after it wrote its record. After so long without the lock, the page is dead. In milliseconds. */
const lockGracePeriod = 2000

type OwnRecord = OutboxRecord & {
  name: string
  isStored: boolean
  release?: (() => void) | undefined
}

type RecoverOptions = {
  onRecovered: OnRecovered
  read: (name: string) => OutboxRecord | Promise<OutboxRecord>
  isHeld: () => boolean
}

export function createPersistedQueue({ storage, indexedDbStore, prefix, locks }: PersistedQueueOptions): PersistedQueue {
  const records = createRecordStore(storage, indexedDbStore, prefix)
  /** The locks of records that are being recovered or removed. */
  const lockScope = createLockScope()
  /** This page's record; undefined while the page has nothing unsent. */
  let own: OwnRecord | undefined
  /** True from `suspend` until `resume`: the page acquires no lock. */
  let isSuspended = false
  /** The recovery that is running. */
  let recovery: Promise<void> = Promise.resolve()
  /** The recovery that starts after the running one. All callers until then share it. */
  let nextRecovery: Promise<void> | undefined

  function write(record: OwnRecord): void {
    record.savedAt = Math.max(record.savedAt + 1, Date.now())
    const { items, savedAt, isLocked } = record
    record.isStored = records.write(record.name, { items, savedAt, isLocked })
  }

  function open(items: unknown[]): OwnRecord {
    const name = prefix + Math.random().toString(36).slice(2)
    const record: OwnRecord = { name, items, savedAt: 0, isLocked: false, isStored: false }
    write(record)
    if (!isSuspended) void acquireLock(record)
    return record
  }

  async function acquireLock(record: OwnRecord): Promise<void> {
    const release = await locks.acquire(record.name)
    if (record !== own || isSuspended) return release?.()
    record.release = release
    record.isLocked = true
    write(record)
  }

  /** Removes the page's record and then releases its lock, because the lock's next holder must not find the record. */
  function close(): void {
    if (!own) return
    const { name, savedAt, release } = own
    // The removal begins in this step, because a closing page may not run another one. If Firefox aborts the step, the next listener repeats it.
    const removal = records.remove(name, savedAt)
    own = undefined
    void lockScope.run(
      async () => release,
      () => removal,
    )
  }

  async function recoverAll(onRecovered: OnRecovered): Promise<void> {
    for (const name of await records.list()) {
      if (name !== own?.name && !isSuspended) await recoverAbandoned(name, onRecovered)
    }
  }

  async function recoverAbandoned(name: string, onRecovered: OnRecovered): Promise<void> {
    if (isLockPending(await records.read(name))) {
      await sleep(lockGracePeriod)
      if (isLockPending(await records.read(name))) return
    }
    await lockScope.run(
      () => locks.acquire(name, true),
      (isHeld) => recoverLocked(name, { onRecovered, read: records.read, isHeld }),
    )
  }

  async function recoverLocked(name: string, { onRecovered, read, isHeld }: RecoverOptions): Promise<void> {
    let record = await read(name)
    // The lock orders the writes of processes, but a process may see another's write late. The lock's former holder may have sent these impressions.
    if (record.items.length > 0 && locks.query) {
      await sleep(visibilityDelay)
      record = await read(name)
    }
    if (!isHeld()) return
    if (record.items.length > 0) onRecovered(record.items)
    await records.remove(name, record.savedAt)
  }

  return {
    isStored: () => own?.isStored ?? false,
    save(items) {
      if (items.length === 0) close()
      else if (own) write(Object.assign(own, { items }))
      else own = open(items)
    },
    recover(onRecovered) {
      nextRecovery ??= recovery.then(() => {
        nextRecovery = undefined
        recovery = recoverAll(onRecovered)
        return recovery
      })
      return nextRecovery
    },
    suspend() {
      isSuspended = true
      own?.release?.()
      lockScope.releaseAll()
      // Only the page's memory has these impressions for certain. No other page may find the copy in IndexedDB.
      if (own && !own.isStored) close()
    },
    async resume(onRecovered) {
      const former = own
      own = undefined
      isSuspended = false
      if (!former?.isStored) return
      // Only the storage shows whether another page took the impressions. IndexedDB may not, because a write of this page may have waited there until the
      // page came back.
      await lockScope.run(
        () => acquireInTime(locks, former.name),
        (isHeld) => recoverLocked(former.name, { onRecovered, read: records.readStored, isHeld }),
      )
    },
    clear() {
      close()
      lockScope.releaseAll()
    },
  }
}

/** True while the record's page may still be waiting for its lock. A record from a clock that was ahead is not waited for. */
function isLockPending({ items, savedAt, isLocked }: OutboxRecord): boolean {
  const age = Date.now() - savedAt
  return items.length > 0 && !isLocked && age >= 0 && age < lockGracePeriod
}
