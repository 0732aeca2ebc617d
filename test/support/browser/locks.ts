import type { Faults } from './faults.js'
import { getCurrentTab, isClosed, type Tab } from './tabs.js'

/** How long the browser holds the locks of a page that has ended, in milliseconds, as measured in Chromium. */
const releaseDelay = 28

/** `navigator.locks` of all tabs: at most one tab holds a lock. */
export function createLockManager({ hasNoLocks }: Faults, startTimer: typeof setTimeout) {
  /** The names of the locks that are held, with their tabs. */
  const held = new Map<string, Tab | undefined>()
  /** Wake the requests that wait. A request then checks for itself whether its lock is free. */
  const waiting: (() => void)[] = []

  function release(name: string): void {
    held.delete(name)
    for (const wake of waiting.splice(0)) wake()
  }

  async function request(name: string, { ifAvailable }: { ifAvailable: boolean }, task: (lock: unknown) => unknown) {
    const tab = getCurrentTab()
    while (!hasNoLocks && held.has(name)) {
      if (ifAvailable) return task(null)
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    // A page that has ended is granted nothing.
    if (!tab || isClosed(tab)) return new Promise(() => {})
    held.set(name, tab)
    await task({ name })
    if (held.get(name) === tab) release(name)
  }

  const query = async () => ({ held: [...held.keys()].map((name) => ({ name })) })

  Object.defineProperty(navigator, 'locks', { configurable: true, value: { query, request } })

  return {
    held,
    /** Releases the locks of a page that has ended, a moment later. */
    releaseAll(tab: Tab): void {
      for (const [name, holder] of held) if (holder === tab) startTimer(() => release(name), releaseDelay)
    },
  }
}
