import { appEngagement, type ClientEvent, createEngagementClient, getEngagement, reportImpression } from '../../../src/index.js'
import type { Visit } from './visit.js'

declare global {
  var visit: Visit
}

/** The parameters that a test gives to the page in its address. */
const query = new URLSearchParams(location.search)

/** Read before the client uses the storage, so that the value is the one that the browser restored. */
const isStored = localStorage.getItem('visit:happened') !== null

/** The impressions of the updates in flight. */
const pending = new Set<string[]>()
let isLeaving = false
let markBegun = () => {}
const firstAttempt = new Promise<void>((resolve) => {
  markBegun = resolve
})
let retry = () => {}
const retrying = new Promise<void>((resolve) => {
  retry = resolve
})
const events: ClientEvent[] = []

const reportHandedOver = (types: string[]) => navigator.sendBeacon(`/handed?${query.get('id')}`, JSON.stringify({ types, at: Date.now() }))

const watchedFetch: typeof fetch = async (input, init) => {
  const { impAttributes }: { impAttributes?: { type: string }[] } = JSON.parse(String(init?.body))
  if (!impAttributes) return fetch(input, init)
  const types = impAttributes.map(({ type }) => type)
  pending.add(types)
  markBegun()
  if (isLeaving) reportHandedOver(types)
  try {
    return await fetch(input, init)
  } finally {
    // `window.close()` rejects the fetches immediately, before `pagehide`, although the browser still sends them.
    if (!closed) pending.delete(types)
  }
}

addEventListener(
  'pagehide',
  () => {
    isLeaving = true
    for (const types of pending) reportHandedOver(types)
  },
  true,
)

const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement({ domain: query.get('service') ?? '' }),
  retry: { schedule: (query.get('schedule') ?? '0.5,1,2').split(',').map(Number) },
  fetch: watchedFetch,
  onEvent(event) {
    events.push(event)
    if (event.type === 'retrying') retry()
  },
})
client.mount()

const engagement = await getEngagement(client)
if (engagement.status !== 'available') throw new Error(`The service answered "${engagement.status}".`)

const elapse = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const display = () => void reportImpression(client, { type: 'impDisplay', engagement })
const click = () => {
  display()
  void reportImpression(client, { type: 'impAccept', engagement })
}

globalThis.visit = {
  isStored,
  events,
  async happen({ event, moment, wait, href }) {
    if (moment !== 'unreported') display()
    const late = elapse(5000).then(() => Promise.reject(new Error(`Display never was "${moment}".`)))
    if (moment === 'inFlight') await Promise.race([firstAttempt, late])
    if (moment === 'pausing') await Promise.race([retrying, late])
    if (moment !== 'unreported') await elapse(wait)
    // The event and the navigation happen in one task.
    if (event === 'click') click()
    else display()
    localStorage.setItem('visit:happened', String(Date.now()))
    if (href === 'close') window.close()
    else if (href) location.href = href
    return events.flatMap((event) => (event.type === 'impressionQueued' ? event.impression.type : []))
  },
}
