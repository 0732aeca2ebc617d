import { onTestFinished, vi } from 'vitest'
import { isClosed, isFrozen, type Tab, type Tabs } from './tabs.js'

/** A response that the page did not receive in its time, because the page was unloaded or killed. */
export type UnreceivedResponse = { url: string; body: object; wasAccepted: boolean; wasKilled: boolean }

/** The timers of Node, from before a test fakes them. */
const { setTimeout: startRealTimer, clearTimeout: stopRealTimer } = globalThis

/** A page that has ended never continues. */
const never = () => new Promise<Response>(() => {})

/** The network of all tabs. The service takes what a page has sent, even if the page ends. */
export function createNetwork(fetch: typeof globalThis.fetch, tabs: Tabs) {
  const unreceivedResponses: UnreceivedResponse[] = []
  let isOnline = true

  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => isOnline)
  installRealTimeouts()

  const fetchOfTab =
    (tab: Tab): typeof globalThis.fetch =>
    async (input, init) => {
      if (isClosed(tab)) return never()
      if (!isOnline) throw new TypeError('Failed to fetch')
      const isSentWhileOpen = tab.state === 'open'
      const { leaves } = tab
      // The page's abort does not end a request with `keepalive`, because the browser owns that request.
      const response = await fetch(input, { ...init, signal: init?.keepalive ? null : (init?.signal ?? null) })
      const wasLeft = !isSentWhileOpen || tab.leaves !== leaves
      if (!isClosed(tab) && !wasLeft) return response
      unreceivedResponses.push({
        url: String(input),
        body: JSON.parse(String(init?.body)),
        wasAccepted: response.ok,
        wasKilled: !wasLeft,
      })
      while (isFrozen(tab)) await new Promise<void>((resolve) => tab.frozenTasks.push(resolve))
      return isClosed(tab) ? never() : response
    }

  return {
    unreceivedResponses,
    /** `fetch` as the tab's page uses it. */
    fetchOfTab,
    setOnline(next: boolean): void {
      isOnline = next
      for (const tab of tabs.living) if (!isFrozen(tab)) tabs.dispatch(tab, next ? 'online' : 'offline')
    },
  }
}

/** A browser's `AbortSignal.timeout` does not run on timers that a test can fake. These signals end with their test. */
function installRealTimeouts(): void {
  const timers: NodeJS.Timeout[] = []
  onTestFinished(() => timers.forEach((timer) => void stopRealTimer(timer)))
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController()
    timers.push(startRealTimer(() => controller.abort(), milliseconds))
    return controller.signal
  })
}
