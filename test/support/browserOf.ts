import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { onTestFinished, vi } from 'vitest'
import { appEngagement, type ClientEvent, createEngagementClient, type EngagementClient, type EngagementStorage } from '../../src/index.js'

export type Tab = {
  client: EngagementClient
  events: ClientEvent[]
  isAlive: boolean
  /** How often it was left: what was on its way then counts as sent. */
  leaves: number
  /** Does something on the tab: what it listens to and locks is then the tab's own. */
  run: <type>(task: () => type) => type
  /** As a person leaves it: hidden, then gone, once what it began in those moments is handed over. */
  close: () => Promise<void>
  /** As a link leads away from it, or a reload: it is told in the same moment. */
  leave: () => Promise<void>
  /** In front of others, or behind them. */
  setVisible: (isVisible: boolean) => Promise<void>
  /** Left, kept, and come back to after so many milliseconds. */
  leaveAndReturn: (milliseconds: number) => Promise<void>
  /** As the system ends it: nothing is heard of it any more. */
  kill: () => void
}

/** An answer that came too late for its page: it was left, or dead. */
export type UnreceivedResponse = { url: string; body: object; wasAccepted: boolean; wasKilled: boolean }

/** Before a test fakes them. */
const { setTimeout: startRealTimer, clearTimeout: stopRealTimer } = globalThis

/** One for all browsers: each makes every promise slower. */
const current = new AsyncLocalStorage<Tab>()

/** How long the locks of a tab that has ended are held, in milliseconds. */
const lockReleaseDelay = 28

/** What is planted to see the tests fail. */
export type Faults = {
  hasNoLocks?: boolean
  /** What is not written. */
  forgets?: (key: string) => boolean
  /** What is written in its place. */
  garbles?: (text: string) => string
  /** How long other tabs read what was there before, in milliseconds. */
  lateness?: number
  /** The storage cannot list its keys. */
  hasNoKeys?: boolean
}

/**
 * A browser of several tabs within one document: they share a storage, Web Locks and the network, each hears its own events, and of a dead one
 * nothing is heard, but that the service takes what it had handed over. Fake timers must be on; call it in each test.
 */
export function browserOf(fetch: typeof globalThis.fetch, faults: Faults = {}) {
  const tabs = new Set<Tab>()
  const storage = new Map<string, string>()
  const heldLocks = new Map<string, Tab | undefined>()
  const lockWaiters: (() => void)[] = []
  const unreceivedResponses: UnreceivedResponse[] = []
  const all: Tab[] = []
  let listeners: { type: string; listener: (event: Event) => void; tab: Tab | undefined }[] = []
  let isOnline = true
  let isVisible = true

  const { setTimeout } = globalThis
  const later = (task: () => void) => (faults.lateness ? setTimeout(task, faults.lateness) : queueMicrotask(task))
  const leavingTabs = new Set<Tab>()
  const frozenTabs = new Set<Tab | undefined>()
  const frozenTasks: (() => void)[] = []
  vi.stubGlobal('setTimeout', (task: () => void, ...delays: number[]) => {
    const tab = current.getStore()
    const bound = AsyncResource.bind(task)
    return setTimeout(() => (frozenTabs.has(tab) ? frozenTasks.push(bound) : bound()), ...delays)
  })
  // A signal's time is real, whatever a test does to timers. It does not outlive the test.
  const times: NodeJS.Timeout[] = []
  onTestFinished(() => times.forEach((time) => void stopRealTimer(time)))
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController()
    times.push(startRealTimer(() => controller.abort(), milliseconds))
    return controller.signal
  })
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('addEventListener', (type: string, listener: (event: Event) => void) => {
    listeners.push({ type, listener, tab: current.getStore() })
  })
  vi.stubGlobal('removeEventListener', (type: string, listener: (event: Event) => void) => {
    listeners = listeners.filter((entry) => entry.type !== type || entry.listener !== listener)
  })
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (isVisible ? 'visible' : 'hidden'))
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline)
  Object.defineProperty(navigator, 'locks', {
    configurable: true,
    value: {
      query: async () => ({ held: [...heldLocks.keys()].map((name) => ({ name })) }),
      async request(name: string, { ifAvailable }: { ifAvailable: boolean }, task: (lock: unknown) => unknown) {
        const tab = current.getStore()
        while (!faults.hasNoLocks && heldLocks.has(name)) {
          if (ifAvailable) return task(null)
          await new Promise<void>((resolve) => lockWaiters.push(resolve))
        }
        if (!tab?.isAlive) return new Promise(() => {})
        heldLocks.set(name, tab)
        await task({ name })
        if (heldLocks.get(name) === tab) free(name)
      },
    },
  })

  function free(name: string): void {
    heldLocks.delete(name)
    for (const resolve of lockWaiters.splice(0)) resolve()
  }

  function dispatch(tab: Tab, type: string, members: object = {}): void {
    for (const entry of listeners.filter((entry) => entry.tab === tab && entry.type === type)) {
      tab.run(() => entry.listener(Object.assign(new Event(type), members)))
    }
  }

  /** What was written lately, oldest first: others still read what each has replaced. */
  let writes: { key: string; replaced: string | null; by: Tab; at: number }[] = []

  function read(tab: Tab, key: string): string | null {
    writes = writes.filter(({ at }) => Date.now() - at < (faults.lateness ?? 0))
    const own = writes.findLastIndex((write) => write.key === key && write.by === tab)
    const notYetVisible = writes.slice(own + 1).find((write) => write.key === key)
    return notYetVisible ? notYetVisible.replaced : (storage.get(key) ?? null)
  }

  /** The keys that the tab sees, with those that others removed lately and without those that others added lately. */
  function listKeys(tab: Tab): string[] {
    const keys = new Set([...storage.keys(), ...writes.map(({ key }) => key)])
    return [...keys].filter((key) => read(tab, key) !== null)
  }

  function storageOf(tab: Tab): EngagementStorage {
    const change = (key: string, written: string | null) => {
      const newValue = written && (faults.garbles?.(written) ?? written)
      const replaced = storage.get(key) ?? null
      if (!tab.isAlive || faults.forgets?.(key) || replaced === newValue) return
      writes.push({ key, replaced, by: tab, at: Date.now() })
      if (newValue === null) storage.delete(key)
      else storage.set(key, newValue)
      for (const other of tabs) if (other !== tab) later(() => dispatch(other, 'storage', { key, newValue }))
    }
    return {
      getItem: (key) => read(tab, key),
      setItem: change,
      removeItem: (key) => change(key, null),
      ...(!faults.hasNoKeys && { keys: () => listKeys(tab) }),
    }
  }

  function open(options: { consent?: 'required'; identity?: { visitorId: string } } = {}): Tab {
    const tab: Tab = {
      client: undefined as never,
      events: [],
      isAlive: true,
      leaves: 0,
      run: (task) => current.run(tab, task),
      async close() {
        isVisible = false
        dispatch(tab, 'visibilitychange')
        await flushMicrotasks()
        tab.leaves++
        leavingTabs.add(tab)
        dispatch(tab, 'pagehide')
        isVisible = true
        await flushMicrotasks()
        tab.kill()
      },
      async leave() {
        tab.leaves++
        leavingTabs.add(tab)
        dispatch(tab, 'pagehide')
        await tab.setVisible(false)
        tab.kill()
      },
      async setVisible(next) {
        isVisible = next
        dispatch(tab, 'visibilitychange')
        isVisible = true
        await flushMicrotasks()
      },
      async leaveAndReturn(milliseconds) {
        tab.leaves++
        leavingTabs.add(tab)
        dispatch(tab, 'pagehide', { persisted: true })
        await tab.setVisible(false)
        frozenTabs.add(tab)
        await vi.advanceTimersByTimeAsync(milliseconds)
        frozenTabs.delete(tab)
        leavingTabs.delete(tab)
        await tab.setVisible(true)
        dispatch(tab, 'pageshow', { persisted: true })
        await flushMicrotasks()
        for (const resume of frozenTasks.splice(0)) resume()
        await flushMicrotasks()
      },
      kill() {
        tab.isAlive = false
        tabs.delete(tab)
        listeners = listeners.filter((entry) => entry.tab !== tab)
        for (const [name, holder] of heldLocks) if (holder === tab) setTimeout(() => free(name), lockReleaseDelay)
      },
    }
    tabs.add(tab)
    all.push(tab)
    tab.run(() => {
      tab.client = createEngagementClient({
        accountId: '12345678',
        service: appEngagement({ domain: 'lo.msdkgw.example' }),
        storage: storageOf(tab),
        async fetch(input, init) {
          if (!tab.isAlive) return new Promise<Response>(() => {})
          if (!isOnline) throw new TypeError('Failed to fetch')
          const signal = init?.keepalive ? null : (init?.signal ?? null)
          const leaves = leavingTabs.has(tab) ? Number.NaN : tab.leaves
          const response = await fetch(input, { ...init, signal })
          if (tab.isAlive && tab.leaves === leaves) return response
          const wasKilled = tab.leaves === leaves
          unreceivedResponses.push({ url: String(input), body: JSON.parse(String(init?.body)), wasAccepted: response.ok, wasKilled })
          while (frozenTabs.has(tab)) await new Promise<void>((resolve) => frozenTasks.push(resolve))
          if (tab.isAlive) return response
          return new Promise<Response>(() => {})
        },
        onEvent: (event) => void tab.events.push(event),
        ...options,
      })
      tab.client.mount()
    })
    return tab
  }

  return {
    open,
    tabs,
    storage,
    heldLocks,
    unreceivedResponses,
    /** Also those that are gone. */
    all,
    setOnline(next: boolean) {
      isOnline = next
      for (const tab of tabs) if (!frozenTabs.has(tab)) dispatch(tab, next ? 'online' : 'offline')
    },
  }
}

/** Lets all promises run that wait for nothing but each other, as a browser does before it ends a page. */
async function flushMicrotasks(): Promise<void> {
  for (let step = 0; step < 100; step++) await Promise.resolve()
}
