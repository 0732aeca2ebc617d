import { appEngagement, createEngagementClient, type EngagementClient, getEngagement, type SessionIdentity } from '../../../src/index.js'
import { createLateStorage } from './createLateStorage.js'

export type StartOptions = {
  accountId: string
  /** The origin of the service. */
  domain: string
  /** The starting time, in milliseconds since the epoch. */
  at: number
  /** The storage that the tabs share: none, localStorage, or localStorage at its worst. */
  storage: 'none' | 'local' | 'late'
  /** The inline script, if the page has one. The script runs just before the client is made. */
  head: string | undefined
}

/** Moments in milliseconds since the epoch. */
export type Started = {
  began: number
  /** The moment at which the tab had a session. Undefined without a session. */
  identified: number | undefined
  answered: number
  /** The name of the error that rejected the engagement request. */
  error: string | undefined
}

/** The functions that the tab gives to its test. */
type Tab = {
  /** Makes a client and sends an engagement request, at the given moment. */
  start: (options: StartOptions) => Promise<Started>
  ids: () => Partial<SessionIdentity>
  /** Keeps the process of the tab busy. */
  work: (milliseconds: number) => void
}

declare global {
  var tab: Tab
}

/** The longest delay of another process's write, in milliseconds. */
const lateness = 20

/** In milliseconds. A request may wait for a lock that is never released, and the race must still end. */
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
