import { appEngagement, createEngagementClient, type EngagementClient, getEngagement, type SessionIdentity } from '../../../src/index.js'
import { createLateStorage } from './createLateStorage.js'

export type StartOptions = {
  accountId: string
  /** The service's origin. */
  domain: string
  /** When to start, in milliseconds since the epoch. */
  at: number
  /** What the tabs share: nothing, localStorage, or that as it is seen at worst. */
  storage: 'none' | 'local' | 'late'
  /** The script of the page's head, where it has one: it runs right before the client is made. */
  head: string | undefined
}

/** Moments in milliseconds since the epoch. */
export type Started = {
  began: number
  /** When there was a session: undefined where there is none. */
  identified: number | undefined
  answered: number
  /** The name of what the ask was rejected with. */
  error: string | undefined
}

/** What a harness does with the tab. */
type Tab = {
  /** Makes a client and asks, at the moment given. */
  start: (options: StartOptions) => Promise<Started>
  ids: () => Partial<SessionIdentity>
  /** Keeps the tab's process busy. */
  work: (milliseconds: number) => void
}

declare global {
  var tab: Tab
}

/** How late another process's write was seen at most, in milliseconds. */
const lateness = 20

/** In milliseconds: an ask that waits for a lock that nobody gives up must end the race too. */
const timeout = 10_000

const storages = { none: () => null, local: () => localStorage, late: () => createLateStorage(lateness) }

const now = () => performance.timeOrigin + performance.now()

let client: EngagementClient | undefined

globalThis.tab = {
  async start({ accountId, domain, at, storage, head }) {
    await new Promise((resolve) => setTimeout(resolve, at - now()))
    const began = now()
    if (head) document.head.append(Object.assign(document.createElement('script'), { textContent: head }))
    client = createEngagementClient({ accountId, service: appEngagement({ domain }), storage: storages[storage]() })
    let identified = client.session.getState().sessionId ? began : undefined
    client.session.subscribe(({ sessionId }) => {
      if (sessionId) identified ??= now()
    })
    client.mount()
    const error = await getEngagement(client, { signal: AbortSignal.timeout(timeout) }).then(
      () => undefined,
      (error: Error) => error.name,
    )
    return { began, identified, answered: now(), error }
  },
  ids() {
    const { visitorId, sessionId } = client?.session.getState() ?? {}
    return { visitorId, sessionId }
  },
  work(milliseconds) {
    const end = now() + milliseconds
    while (now() < end);
  },
}
