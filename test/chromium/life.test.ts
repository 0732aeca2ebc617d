import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const test = browserTest
  .extend('requested', ({ context }) => {
    const requested: string[] = []
    context.on('request', (request) => requested.push(request.url()))
    return requested
  })
  // The browser prints each attempt without a network.
  .extend('permitted', /React DevTools|ERR_INTERNET_DISCONNECTED/)

/** A button out of view is not displayed, so no report is sent or stored before a test acts. */
const outOfView = { above: '2000px' }

const readKeys = (page: Page) => page.evaluate(() => Object.keys(localStorage))
const contextOf = (eContext: unknown) => (eContext as [{ id: string }] | undefined)?.[0].id

describe('consent', () => {
  test('required consent: the page uses no storage and sends no request until consent is granted', async ({
    service,
    page,
    requested,
    open,
    button,
  }) => {
    await open({ ...outOfView, consent: 'required' })
    await page.getByText('React').waitFor()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    expect(await readKeys(page)).toEqual([])
    expect(await page.evaluate(async () => (await navigator.locks.query()).held)).toEqual([])
    expect(requested.filter((url) => url.startsWith(service.origin))).toEqual([])
    await page.evaluate(() => client.setConsent('granted'))
    await button().waitFor()
    expect(await readKeys(page)).toEqual(['react-engagement:2:12345678:app-engagement'])
  })

  test('denied consent in one tab clears the visitor in every tab, and the storage', async ({ service, context, page, open, button }) => {
    await open()
    await button().waitFor()
    const other = await context.newPage()
    await open({}, other)
    await button(other).waitFor()
    await page.evaluate(() => client.setConsent('denied'))
    await button(other).waitFor({ state: 'detached' })
    expect(await other.evaluate(() => client.session.getState().visitorId)).toBeUndefined()
    expect(await readKeys(page)).toEqual([])
    expect(service.engagementRequests()).toHaveLength(2)
  })
})

describe('tabs', () => {
  test('two tabs have one visitor, and a log-out in one gives both the same new visitor', async ({
    service,
    context,
    page,
    open,
    button,
  }) => {
    await open()
    await button().waitFor()
    const other = await context.newPage()
    await open({}, other)
    await button(other).waitFor()
    expect(service.simulator.sessions).toHaveLength(1)
    await page.evaluate(() => client.reset())
    await expect.poll(() => service.engagementRequests().length).toBe(4)
    await expect.poll(() => other.evaluate(() => client.session.getState().sessionId)).toBe(service.simulator.sessions[1]?.sessionId)
    expect(await page.evaluate(() => client.session.getState().sessionId)).toBe(service.simulator.sessions[1]?.sessionId)
    expect(service.simulator.visitors).toHaveLength(2)
  })
})

describe('offline', () => {
  test('the button is marked offline, and reports its click once when the network returns', async ({
    service,
    context,
    page,
    open,
    button,
  }) => {
    await open(outOfView)
    await button().waitFor()
    await context.setOffline(true)
    await expect.poll(() => button().getAttribute('data-offline')).toBe('')
    await button().click()
    await page.getByText('accepted 1').waitFor()
    const before = service.simulator.requests.length
    await context.setOffline(false)
    await expect.poll(service.types, { timeout: 8000 }).toEqual(['impDisplay', 'impAccept'])
    expect(service.simulator.requests).toHaveLength(before + 1)
    expect(await button().getAttribute('data-offline')).toBeNull()
  })

  test('an offline click survives the page, and the next page reports it', async ({ service, context, page, open, button }) => {
    await open(outOfView)
    await button().waitFor()
    await context.setOffline(true)
    await button().click()
    await page.getByText('accepted 1').waitFor()
    // The outbox stores the click within milliseconds.
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(([key, text]) => key.includes(':outbox:') && text.includes('impAccept')),
    )
    await page.close()
    await context.setOffline(false)
    await open({}, await context.newPage())
    const ofFirst = () => service.simulator.impressions.flatMap(({ type, eContext }) => (contextOf(eContext) === '1' ? [type] : []))
    await expect.poll(ofFirst, { timeout: 8000 }).toEqual(['impDisplay', 'impAccept'])
  })

  test('a click that leaves the page in the same task is reported by the next page', async ({ service, context, page, open, button }) => {
    await open(outOfView)
    await button().waitFor()
    await context.setOffline(true)
    const isGone = page.waitForURL('/elsewhere').catch((error) => error)
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('[data-engagement-button]')?.click()
      location.href = '/elsewhere'
    })
    expect(String(await isGone)).toContain('ERR_INTERNET_DISCONNECTED')
    await context.setOffline(false)
    const next = await context.newPage()
    await open(outOfView, next)
    await next.evaluate(() => client.flush())
    expect(service.types()).toEqual(['impDisplay', 'impAccept'])
  })
})

describe('a browser that reports wrongly that it is offline', () => {
  test.for(['close', 'runBeforeUnload', 'link'])(
    'an attempt that is in flight when the page ends (%s) arrives, and the next page repeats it at most once',
    async (how, { service, context, page, open, button }) => {
      await open(outOfView)
      await button().waitFor()
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { get: () => false })
        dispatchEvent(new Event('offline'))
      })
      service.simulator.latency(1000)
      const sent = page.waitForRequest((request) => request.method() === 'PUT')
      await button().click()
      await sent
      if (how === 'link') await page.goto('about:blank')
      else await page.close({ runBeforeUnload: how === 'runBeforeUnload' })
      await expect.poll(service.types, { timeout: 8000 }).toEqual(['impDisplay', 'impAccept'])
      service.simulator.latency(0)
      const next = await context.newPage()
      await open(outOfView, next)
      await next.evaluate(() => client.flush())
      // The page cannot know that the attempt arrives. Without a network, it would not.
      const types = service.types().join()
      expect(['impDisplay,impAccept', 'impDisplay,impAccept,impDisplay,impAccept']).toContain(types)
    },
  )
})

describe('expiry', () => {
  test('a click on an offer that expired during sleep refetches the offer and accepts the new one', async ({
    service,
    page,
    open,
    button,
  }) => {
    await page.clock.install({ time: '2030-01-01T00:00:00Z' })
    await open()
    await button().waitFor()
    await page.clock.setSystemTime('2030-01-01T00:20:00Z')
    await button().click()
    await page.getByText('accepted 1').waitFor()
    await expect.poll(service.types).toContain('impAccept')
    expect(service.engagementRequests()).toHaveLength(2)
    const contexts = service.simulator.impressions.flatMap(({ type, eContext }) => (type === 'impAccept' ? [eContext] : []))
    expect(contexts).toEqual([[{ type: 'engagementContext', id: '2' }]])
    expect(service.types()).toContain('impTimeout')
  })
})
