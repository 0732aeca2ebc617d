import { describe, expect } from 'vitest'
import type { Loopback } from '../support/loopback.js'
import { key } from '../support/preloadTest.js'
import { fullChromium, prerenderTest } from '../support/prerenderTest.js'
import type { RunningPage } from '../support/runningPage.js'

/** A button out of view is not displayed, so no report is sent or stored. */
const outOfView = { above: '2000px' }

/** Everything that the pages of an origin share. */
const readShared = (page: RunningPage) =>
  page.evaluate(async () => {
    const toResult = <result>(request: IDBRequest<result>) =>
      new Promise<result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = reject
      })
    const records: Record<string, unknown[]> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await toResult(indexedDB.open(name))
      records[name] = await toResult(database.transaction(name).objectStore(name).getAll())
      database.close()
    }
    const { held = [], pending = [] } = await navigator.locks.query()
    return { stored: { ...localStorage }, records, locks: [...held, ...pending].map(({ name }) => name) }
  })

/** Waits until the page's client has been asked for an answer. */
const waitUntilAsked = (page: RunningPage) =>
  page.evaluate(async () => {
    while (!globalThis.client?.core.inFlight.size) await new Promise((resolve) => setTimeout(resolve, 20))
  })

const isPrerendering = (page: RunningPage) => page.evaluate(() => (document as { prerendering?: boolean }).prerendering)

/** Everything that the pages have sent, stored and locked. `page` is the page that is shown. */
const readTraces = async (page: RunningPage, { simulator, preflights }: Loopback) => ({
  ...(await readShared(page)),
  requests: simulator.requests.length,
  preflights: preflights.length,
})

const noTraces = { stored: {}, records: {}, locks: [], requests: 0, preflights: 0 }

/** Checks that the next page is prerendered, and that it has added nothing to the traces. */
async function expectNoNewTraces(next: RunningPage, { page, service, before }: { page: RunningPage; service: Loopback; before: object }) {
  expect(await isPrerendering(next)).toBe(true)
  expect(await readTraces(page, service)).toEqual(before)
}

const test = prerenderTest
  /** A page without the bundle, from which a visitor goes to the site's page. */
  .extend('openPlainPage', ({ site, tab }) => async () => {
    site.files.set('/plain.html', `<title>A page before</title><link rel="icon" href="data:," />${tab.script}`)
    return tab.open(`${site.origin}/plain.html`)
  })
  /** The site's page in a session. Its lock for other tabs has been released. */
  .extend('openPageInSession', ({ tab, address }) => async (options?: Record<string, string>) => {
    const first = await tab.open(address({ ...outOfView, ...options }))
    // The client stores the session once more than the inline script, and opens its database a second after its start.
    await first.evaluate(async () => {
      while (!globalThis.client?.session.getState().pageId) await new Promise((resolve) => setTimeout(resolve, 20))
    })
    await expect.poll(async () => (await readShared(first)).records, { timeout: 5000 }).toEqual({ [key]: [] })
    await expect.poll(async () => (await readShared(first)).locks, { timeout: 5000 }).toEqual([])
    return first
  })

describe(fullChromium ? 'a page that Chromium prerenders' : 'prerendering is emulated, because no full Chromium is installed', () => {
  describe.each(['without the inline script', 'with the inline script'])('%s', (way) => {
    const fill = way === 'with the inline script'

    test('behavior: a prerendered page sends, stores and locks nothing until it is shown', async ({
      service,
      tab,
      head,
      address,
      openPlainPage,
    }) => {
      if (fill) await head.fill()
      const first = await openPlainPage()
      const next = await tab.prerender(address())
      await waitUntilAsked(next)
      await expectNoNewTraces(next, { page: first, service, before: noTraces })
      await tab.show()
      await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
      expect(await isPrerendering(next)).toBe(false)
      expect(service.engagementRequests().map(({ status }) => status)).toEqual([200])
      expect(service.simulator.visitors).toHaveLength(1)
    })

    test('behavior: a page that is prerendered in a known session sends nothing until it is shown', async ({
      service,
      tab,
      head,
      address,
      openPageInSession,
    }) => {
      if (fill) await head.fill()
      const first = await openPageInSession()
      const before = await readTraces(first, service)
      const next = await tab.prerender(address({ next: '' }))
      await waitUntilAsked(next)
      await expectNoNewTraces(next, { page: first, service, before })
      await tab.show()
      await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
      expect(service.engagementRequests().map(({ status }) => status)).toEqual([200, 200])
      expect(service.simulator.visitors).toHaveLength(1)
      expect(service.simulator.sessions).toHaveLength(1)
    })
  })

  test('behavior: the inline script sends its request when the page is shown, before the bundle is there', async ({
    service,
    tab,
    head,
    address,
    openPlainPage,
  }) => {
    await head.fill()
    head.holdBundle()
    const first = await openPlainPage()
    const next = await tab.prerender(address())
    await expectNoNewTraces(next, { page: first, service, before: noTraces })
    await tab.show()
    // The site sends the bundle after the first engagement request.
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    expect(service.engagementRequests().map(({ status }) => status)).toEqual([200])
    expect(service.simulator.visitors).toHaveLength(1)
  })

  test.for(['visible', 'mounted'])(
    'behavior: a prerendered page with a stored answer reports a %s button when the page is shown',
    async (displayed, { service, tab, address, openPageInSession }) => {
      const first = await openPageInSession({ reuse: '' })
      const before = await readTraces(first, service)
      const next = await tab.prerender(address({ reuse: '', [displayed]: '' }))
      await next.evaluate(async () => {
        while (!document.querySelector('button')) await new Promise((resolve) => setTimeout(resolve, 20))
      })
      await expectNoNewTraces(next, { page: first, service, before })
      await tab.show()
      await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
      expect(service.engagementRequests()).toHaveLength(1)
    },
  )
})
