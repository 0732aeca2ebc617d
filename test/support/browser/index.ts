/**
 * A browser of several tabs, simulated within one jsdom document under fake timers. Tests of the outbox and of the session thus order
 * events to the millisecond. Such tests also kill pages, and repeat thousands of random visits. `test/chromium/` proves the same promises in
 * real processes.
 *
 *      tab 1            tab 2            tab 3
 *   ┌──────────┐     ┌──────────┐     ┌──────────┐
 *   │  client  │     │  client  │     │  frozen  │    tabs.ts     one page each, with its own client, listeners and timers:
 *   └──┬─┬─┬───┘     └──┬─┬─┬───┘     └──────────┘                open → leaving → closed, or → frozen (bfcache) → open
 *      │ │ │            │ │ │
 *   ───┴─│─│────────────┴─│─│──────── localStorage    storage.ts  the writer sees its write at once, others `lateness` ms later
 *   ─────┴─│──────────────┴─│──────── Web Locks       locks.ts    one holder; free 28 ms after the holder's page has ended
 *   ───────┴────────────────┴──────── service         network.ts  online or offline; a request outlives its page
 *
 * It models these facts. Each says where the fact was measured or is specified.
 *
 * | fact                                                                        | where                                                       |
 * |-----------------------------------------------------------------------------|-------------------------------------------------------------|
 * | Another process sees a localStorage write up to 20 ms late.                 | measured: `lateness` in test/chromium/tab/main.ts;          |
 * |                                                                             | bench/README.md, "Tabs", races with it (`bench:tabs`)       |
 * | The writer sees its write at once. Other tabs get a `storage` event.        | test/chromium/life.test.ts                                  |
 * | The locks of a killed page are free after 28 ms.                            | measured by hand in Chromium; no benchmark repeats it       |
 * | A held lock is visible to other processes before the storage is.            | test/chromium/tabs.test.ts, guard `lateLocks`               |
 * | A tab that is closed is hidden first, and gets `pagehide` then.             | HTML standard; test/chromium/delivery.ts, `runLeaves`       |
 * | A page that follows a link gets `pagehide` first, and is hidden then.       | HTML standard; test/chromium/delivery.ts, `runLeaves`       |
 * | A `fetch` with `keepalive` outlives its page, and nobody gets its response. | bench/README.md, "Delivery" (`bench:delivery leaves`)       |
 * | A killed page may not learn that its request was accepted.                  | bench/README.md, "Delivery": "twice" (`… faults`)           |
 * | A page in the bfcache runs no timers. Due timers run after `pageshow`.      | test/chromium/returns.ts (`bench:delivery returns`)         |
 * | `AbortSignal.timeout` runs in real time, whatever a page does to timers.    | DOM standard                                                |
 *
 * It does not model these facts.
 *
 * - A page that holds a Web Lock stays out of the bfcache (test/chromium/display.test.ts). Here such a page is frozen all the same. Tests read
 *   `heldLocks` to see that a frozen page holds none.
 * - A page in the bfcache gets no events. Here it gets `storage` events.
 * - A killed browser loses the latest localStorage writes, and a closing page may be frozen with pending IndexedDB writes. The tabs have no
 *   IndexedDB, because each client is given its storage. `test/outbox/createPersistedQueue.test.ts` covers both.
 */
import { vi } from 'vitest'
import { appEngagement, createEngagementClient, type MessagingService } from '../../../src/index.js'
import type { Faults } from './faults.js'
import { createLockManager } from './locks.js'
import { createNetwork } from './network.js'
import { createSharedStorage } from './storage.js'
import { createTabs, type Tab } from './tabs.js'

export type { Faults } from './faults.js'
export { flushMicrotasks, getCurrentTab, isClosed, type Tab } from './tabs.js'

export type Browser = ReturnType<typeof createBrowser>

/**
 * Creates a browser without tabs. Fake timers must be on before. Each test creates its own.
 *
 * @param fetch The service, as the network reaches it.
 */
export function createBrowser(fetch: typeof globalThis.fetch, faults: Faults = {}) {
  vi.stubGlobal('isSecureContext', true)
  const tabs = createTabs((tab) => {
    locks.releaseAll(tab)
  })
  const locks = createLockManager(faults, tabs.startTimer)
  const storage = createSharedStorage(tabs, faults)
  const network = createNetwork(fetch, tabs)

  return {
    /** Opens a tab, whose client is mounted. */
    open: (options: { consent?: 'required'; identity?: { visitorId: string }; messaging?: MessagingService } = {}): Tab =>
      tabs.open((tab) =>
        createEngagementClient({
          accountId: '12345678',
          service: appEngagement({ domain: 'lo.msdkgw.example' }),
          storage: storage.ofTab(tab),
          fetch: network.fetchOfTab(tab),
          onEvent: (event) => void tab.events.push(event),
          ...options,
        }),
      ),
    /** All tabs, also those whose page has ended. */
    all: tabs.all,
    /** The items of the storage as they were written last, whatever the tabs see. */
    storage: storage.items,
    /** The locks that are held, by name. */
    heldLocks: locks.held,
    unreceivedResponses: network.unreceivedResponses,
    setOnline: network.setOnline,
  }
}
