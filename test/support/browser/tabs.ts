import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { vi } from 'vitest'
import type { ClientEvent, EngagementClient } from '../../../src/index.js'

/**
 * The life cycle of a tab's page.
 *
 *   open ── pagehide ──▶ leaving ──▶ closed       the tab is closed, or follows a link
 *    ▲                      │
 *    └────── pageshow ── frozen                   the page is in the bfcache
 *
 * A kill ends the page in any state, without an event.
 */
export type PageState = 'open' | 'leaving' | 'frozen' | 'closed'

export type Tab = {
  client: EngagementClient
  /** The client's events, oldest first. */
  events: ClientEvent[]
  state: PageState
  /** How often the page was unloaded. The page does not receive responses to requests that it sent before it was unloaded. */
  leaves: number
  /** The timers and responses that are due while the page is frozen, in their order. */
  frozenTasks: (() => void)[]
  /** Runs the task as code of the page, which then owns the listeners, timers and locks of the task. */
  run: <type>(task: () => type) => type
  /** Closes the tab as a person does: the page is hidden first, and ends after `pagehide`. Microtasks of both events run. */
  close: () => Promise<void>
  /** Leaves the page by a link or a reload. `pagehide` comes first, and the page is hidden in the same task. */
  leave: () => Promise<void>
  /** Shows the tab, or hides it behind others. */
  setVisible: (isVisible: boolean) => Promise<void>
  /** Leaves the page, freezes it in the bfcache for so many milliseconds, and shows it again. */
  leaveAndReturn: (milliseconds: number) => Promise<void>
  /** Ends the page's process: the page receives no event and runs no more code. */
  kill: () => void
}

export type Tabs = ReturnType<typeof createTabs>

type Listener = { type: string; listener: (event: Event) => void; tab: Tab | undefined }

/** The tab whose code is running. All browsers share it, because each `AsyncLocalStorage` makes every promise slower. */
const current = new AsyncLocalStorage<Tab>()

// Functions, because TypeScript does not expect that the state changes between two reads.
export const isFrozen = ({ state }: Tab): boolean => state === 'frozen'
export const isClosed = ({ state }: Tab): boolean => state === 'closed'

export const getCurrentTab = (): Tab | undefined => current.getStore()

/** Lets all promises run that wait for nothing but each other, as a browser does before it ends a page. */
export async function flushMicrotasks(): Promise<void> {
  for (let step = 0; step < 100; step++) await Promise.resolve()
}

/**
 * The tabs with their events, visibility and timers.
 *
 * @param onEnd Runs when a page ends.
 */
export function createTabs(onEnd: (tab: Tab) => void) {
  /** The tabs whose page has not ended, in the order in which they opened. */
  const living = new Set<Tab>()
  /** All tabs, also those whose page has ended. */
  const all: Tab[] = []
  /** The listeners of all pages: `window` is one object for all of them. */
  let listeners: Listener[] = []
  /** Backs `document.visibilityState`. It is false only while a tab is being hidden, because `document` is one object for all tabs. */
  let isVisible = true

  /** Starts a timer of the browser itself, which no frozen page delays. */
  const { setTimeout: startTimer } = globalThis

  vi.stubGlobal('setTimeout', (task: () => void, ...delays: number[]) => {
    const tab = getCurrentTab()
    const bound = AsyncResource.bind(task)
    return startTimer(() => (tab && isFrozen(tab) ? tab.frozenTasks.push(bound) : bound()), ...delays)
  })
  vi.stubGlobal('addEventListener', (type: string, listener: (event: Event) => void) => {
    listeners.push({ type, listener, tab: getCurrentTab() })
  })
  vi.stubGlobal('removeEventListener', (type: string, listener: (event: Event) => void) => {
    listeners = listeners.filter((entry) => entry.type !== type || entry.listener !== listener)
  })
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (isVisible ? 'visible' : 'hidden'))

  function dispatch(tab: Tab, type: string, members: object = {}): void {
    for (const entry of listeners.filter((entry) => entry.tab === tab && entry.type === type)) {
      tab.run(() => entry.listener(Object.assign(new Event(type), members)))
    }
  }

  function startLeaving(tab: Tab, members?: object): void {
    tab.leaves++
    tab.state = 'leaving'
    dispatch(tab, 'pagehide', members)
  }

  function open(createClient: (tab: Tab) => EngagementClient): Tab {
    const tab: Tab = {
      client: undefined as never,
      events: [],
      state: 'open',
      leaves: 0,
      frozenTasks: [],
      run: (task) => current.run(tab, task),
      async close() {
        isVisible = false
        dispatch(tab, 'visibilitychange')
        await flushMicrotasks()
        startLeaving(tab)
        isVisible = true
        await flushMicrotasks()
        tab.kill()
      },
      async leave() {
        startLeaving(tab)
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
        startLeaving(tab, { persisted: true })
        await tab.setVisible(false)
        tab.state = 'frozen'
        await vi.advanceTimersByTimeAsync(milliseconds)
        if (isClosed(tab)) return
        tab.state = 'open'
        await tab.setVisible(true)
        dispatch(tab, 'pageshow', { persisted: true })
        await flushMicrotasks()
        for (const resume of tab.frozenTasks.splice(0)) resume()
        await flushMicrotasks()
      },
      kill() {
        tab.state = 'closed'
        living.delete(tab)
        listeners = listeners.filter((entry) => entry.tab !== tab)
        onEnd(tab)
      },
    }
    living.add(tab)
    all.push(tab)
    tab.run(() => {
      tab.client = createClient(tab)
      tab.client.mount()
    })
    return tab
  }

  return { living, all, open, dispatch, startTimer }
}
