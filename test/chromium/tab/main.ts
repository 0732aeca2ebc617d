import {
  type AvailableEngagement,
  appEngagement,
  createEngagementClient,
  type EngagementClient,
  getEngagement,
  reportImpression,
  type SessionIdentity,
} from '../../../src/index.js'
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
  /** Makes a client, and resolves with its offer. */
  getOffer: (domain: string) => Promise<AvailableEngagement>
  /** Reports an event of an offer by the tab's client. */
  report: (type: 'impDisplay' | 'impAccept', engagement: AvailableEngagement) => Promise<unknown>
  /** Makes so many clients that report an acceptance and are dropped. Resolves with the indexes of those that stay in memory. */
  dropClients: (domain: string, count: number) => Promise<number[]>
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

/** Chromium has `gc` with the flag `--js-flags=--expose-gc`. Without `async`, the objects stay that the stack might refer to. */
const collectGarbage = () => (globalThis as { gc?: (options: object) => Promise<void> }).gc?.({ type: 'major', execution: 'async' })

/** Uses a client, and returns its last reference. The site listens to the client, and the listener refers to the client. */
async function dropClient(domain: string): Promise<WeakRef<EngagementClient>> {
  const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain }) })
  client.subscribe(() => void client.session.getState())
  client.mount()
  const engagement = (await getEngagement(client)) as AvailableEngagement
  await reportImpression(client, { type: 'impAccept', engagement })
  await client.flush()
  client.unmount()
  return new WeakRef(client)
}

globalThis.tab = {
  async start({ accountId, domain, at, storage, head }) {
    // A browser delays the timers of a background tab.
    if (at > now()) await new Promise((resolve) => setTimeout(resolve, at - now()))
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
  getOffer(domain) {
    client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain }) })
    client.mount()
    return getEngagement(client) as Promise<AvailableEngagement>
  },
  report: async (type, engagement) => client && reportImpression(client, { type, engagement }),
  async dropClients(domain, count) {
    const dropped: WeakRef<EngagementClient>[] = []
    for (let index = 0; index < count; index++) dropped.push(await dropClient(domain))
    const end = now() + timeout
    let remaining = dropped.map((_client, index) => index)
    while (remaining.length > 0 && now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      await collectGarbage()
      remaining = remaining.filter((index) => dropped[index]?.deref())
    }
    return remaining
  },
}
