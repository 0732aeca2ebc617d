import { vi } from 'vitest'
import { type AvailableEngagement, getEngagement, type ImpressionType, reportImpression } from '../../../src/index.js'
import { createSimulator } from '../../../src/testing/index.js'
import { createBrowser, type Faults, type Tab } from '../browser/index.js'

type Visit = { tab: Tab; engagement?: AvailableEngagement }

type UpdateBody = { impAttributes?: { type: string; revision: number }[] }

type StoredImpression = { attempts: number; type: string; offer: { engagementRevision: number } }

/** How long the service takes for a response, in milliseconds. */
const latency = 50

/** How long an offer is valid, in seconds. */
const validForSeconds = 60

export type World = ReturnType<typeof createWorld>

/** Names an impression. The revision names the offer, because each offer of the world has a revision of its own. */
const toName = ({ type, revision }: { type: unknown; revision: unknown }) => `${revision} ${type}`

/** A browser, the service, and a record of what was reported and sent. Random steps act on it. */
export function createWorld(faults: Faults) {
  const simulator = createSimulator()
  const browser = createBrowser(fetchSlowly, faults)
  /** The tabs that are open. */
  const visits: Visit[] = []
  /** The impressions that an outbox queued, each with its session, in their order. */
  const reported: string[] = []
  /** The tab that reported an impression. */
  const reporters = new Map<string, Tab>()
  /** The impressions of the updates in flight. */
  const inFlight = new Set<string>()
  /** Acceptances that a hidden page sent while their display was in flight: if that attempt fails, the display comes later. */
  const sentBesideDisplay = new Set<string>()
  /** How often each impression was sent. */
  const attempts = new Map<string, number>()
  /** The impressions that were sent before the storage counted the attempt. */
  const uncounted: string[] = []
  /** The revision of the latest offer. */
  let revision = 0
  /** The engagement requests run one after the other, so that each gets its own offer. */
  let lastAnswer: Promise<unknown> = Promise.resolve()

  async function fetchSlowly(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (init?.method === 'POST') {
      await sleep()
      return answerWithNewOffer(input, init)
    }
    const update = JSON.parse(String(init?.body)) as UpdateBody
    const sent = markInFlight(update)
    await sleep()
    countAttempts(update)
    return simulator.fetch(input, init).finally(() => sent.forEach((name) => void inFlight.delete(name)))
  }

  const sleep = () => new Promise((resolve) => setTimeout(resolve, latency))

  function answerWithNewOffer(input: RequestInfo | URL, init: RequestInit): Promise<Response> {
    const answer = lastAnswer.then(() => {
      simulator.offer({ status: 'available', engagementRevision: ++revision, validForSeconds })
      return simulator.fetch(input, init)
    })
    lastAnswer = answer.catch(() => {})
    return answer
  }

  function markInFlight({ impAttributes = [] }: UpdateBody): string[] {
    const names = impAttributes.map(toName)
    for (const name of names) if (inFlight.has(name.replace('impAccept', 'impDisplay'))) sentBesideDisplay.add(name)
    for (const name of names) inFlight.add(name)
    return names
  }

  /** Compares how often an impression was sent with the number that the storage holds. */
  function countAttempts({ impAttributes = [] }: UpdateBody): void {
    const stored = [...browser.storage]
      .filter(([key]) => key.includes(':outbox:'))
      .flatMap(([, text]) => JSON.parse(text).value.items as StoredImpression[])
    for (const name of impAttributes.map(toName)) {
      attempts.set(name, (attempts.get(name) ?? 0) + 1)
      const item = stored.find(({ type, offer }) => toName({ type, revision: offer.engagementRevision }) === name)
      if (item && item.attempts < (attempts.get(name) ?? 0)) uncounted.push(name)
    }
  }

  async function requestOffer(visit: Visit): Promise<void> {
    const engagement = await visit.tab.run(() => getEngagement(visit.tab.client)).catch(() => undefined)
    if (engagement?.status === 'available') visit.engagement = engagement
  }

  const world = {
    simulator,
    browser,
    visits,
    reported,
    reporters,
    uncounted,
    sentBesideDisplay,
    open() {
      const visit: Visit = { tab: browser.open() }
      visits.push(visit)
      void requestOffer(visit)
    },
    async report(index: number, type: ImpressionType) {
      const { tab, engagement } = visits[index % visits.length] ?? {}
      if (!tab || !engagement) return
      const isQueued = await tab.run(() => reportImpression(tab.client, { type, engagement }))
      if (!isQueued) return
      const name = `${engagement.sessionId} ${toName({ type, revision: engagement.engagementRevision })}`
      reported.push(name)
      reporters.set(name, tab)
    },
    async end(index: number, how: 'close' | 'leave' | 'kill') {
      const [visit] = visits.splice(index % Math.max(visits.length, 1), 1)
      await visit?.tab[how]()
    },
    async expire() {
      await vi.advanceTimersByTimeAsync(validForSeconds * 1000)
      for (const [index, visit] of visits.entries()) {
        await world.report(index, 'impTimeout')
        void requestOffer(visit)
      }
    },
  }
  return world
}
