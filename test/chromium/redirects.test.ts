import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { appEngagement } from '../../src/index.js'
import { preloadTest } from '../support/preloadTest.js'
import { startRecorder } from '../support/startRecorder.js'

const statuses = [301, 302, 303, 307, 308]

/** A button out of view is not displayed, so no report adds to the requests of a test. */
const outOfView = { above: '2000px' }

const test = preloadTest
  // Chromium logs a message for each request that fails. The library warns of the token.
  .extend('permitted', /React DevTools|redirect|net::ERR_FAILED|SO-AppToken/)
  /** The server that the service redirects to. */
  .extend('target', async ({ servers }) => {
    const target = await startRecorder()
    servers.push(target)
    return target
  })
  .extend('redirect', ({ service, target }) => (all: readonly number[] = statuses) => {
    service.redirects = { statuses: all, to: target.origin }
  })

/** Waits until the page plans so many retries. A redirect that the page follows comes before. */
const waitForRetries = (page: Page, count = 1) =>
  page.waitForFunction((count) => globalThis.events?.filter(({ type }) => type === 'retrying').length >= count, count)

describe("a service's redirect", () => {
  test('behavior: an engagement request follows none', async ({ service, target, page, open, redirect }) => {
    redirect()
    await open({ schedule: '0.05,0.05,0.05,0.05,60' })
    await waitForRetries(page, 5)
    expect(service.redirected).toHaveLength(5)
    expect(target.requests).toEqual([])
  })

  test("behavior: the inline script's request follows none", async ({ service, target, page, open, head, redirect }) => {
    await head.fill()
    for (const status of statuses) {
      redirect([status])
      await open({ schedule: '60' })
      await waitForRetries(page)
    }
    expect(service.redirected).toHaveLength(statuses.length)
    expect(target.requests).toEqual([])
  })

  test('behavior: an update follows none', async ({ service, target, page, open, button, redirect }) => {
    await open({ ...outOfView, schedule: '0.05,0.05,0.05,0.05' })
    await button().waitFor()
    redirect()
    const failure = await page.evaluate(() =>
      updateSession(client, { engagementAttributes: [{ type: 'personal', personal: { firstname: 'Sam' } }] }).catch(({ name }) => name),
    )
    expect(failure).toBe('NetworkError')
    expect(service.redirected).toHaveLength(5)
    expect(target.requests).toEqual([])
  })

  test('behavior: impressions follow none, and arrive when the redirect has ended', async ({
    service,
    target,
    page,
    open,
    button,
    redirect,
  }) => {
    await open({ ...outOfView, schedule: '0.05,0.05,0.05,0.05,0.05,1,1,1,1,1' })
    await button().waitFor()
    redirect()
    await button().click()
    await page.getByText('accepted 1').waitFor()
    await expect.poll(() => service.redirected.length).toBeGreaterThanOrEqual(6)
    expect(await page.evaluate(() => events.map(({ type }) => type))).not.toContain('impressionSent')
    service.redirects = undefined
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay', 'impAccept'])
    expect(target.requests).toEqual([])
  })

  test('behavior: a page that the visitor leaves follows none', async ({ service, target, page, open, button, redirect }) => {
    await open(outOfView)
    await button().waitFor()
    redirect([307])
    await button().click()
    await page.goto('about:blank')
    await expect.poll(() => service.redirected.length).toBeGreaterThan(0)
    service.redirects = undefined
    // The browser's own requests are over when the next page has its answer.
    await open(outOfView)
    await button().waitFor()
    expect(target.requests).toEqual([])
  })

  test('behavior: no token of a chat session travels to the target', async ({ service, target, page, open, redirect }) => {
    for (const status of statuses) {
      redirect([status])
      await open({ chatSessions: `${service.origin}/Cust1/api`, bearer: '', appToken: '' })
      await waitForRetries(page)
    }
    expect(service.redirected).toHaveLength(statuses.length)
    expect(target.requests).toEqual([])
  })

  test("behavior: the token of the page's cookie does not travel to the target", async ({
    site,
    service,
    target,
    page,
    open,
    redirect,
  }) => {
    site.proxy.target = service.origin
    await page.context().addCookies([{ name: 'XSRF-TOKEN', value: 'token', url: site.origin }])
    for (const status of statuses) {
      redirect([status])
      await open({ chatSessions: '' })
      await waitForRetries(page)
    }
    expect(service.redirected).toHaveLength(statuses.length)
    expect(target.requests).toEqual([])
  })

  test('behavior: a write of a chat session follows none', async ({ service, target, page, open, redirect }) => {
    service.simulator.openChatSession({ CustomerName: 'Ada' })
    await open({ chatSessions: `${service.origin}/Cust1/api`, bearer: '' })
    await page.locator('output', { hasText: '"CustomerName":"Ada"' }).waitFor()
    redirect([307])
    await page.getByRole('button', { name: 'Rename' }).click()
    await waitForRetries(page)
    expect(service.redirected).toHaveLength(1)
    expect(target.requests).toEqual([])
  })
})

describe('a page whose <base> is a CDN', () => {
  const baseTest = test.extend('cdn', async ({ site, service, servers }) => {
    const cdn = await startRecorder(async (path) => (path.startsWith('/assets/') ? (await fetch(site.origin + path)).text() : undefined))
    servers.push(cdn)
    site.proxy.target = service.origin
    return cdn
  })
  const toBase = (origin: string) => `<base href="${origin}/" />`

  baseTest('behavior: the client sends its requests to the origin of the page', async ({ site, service, cdn, open, button }) => {
    site.head = toBase(cdn.origin)
    await open({ service: '/chat-proxy' })
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(cdn.requests).toEqual([])
  })

  baseTest(
    'behavior: the inline script sends its request to the origin of the page',
    async ({ site, service, cdn, open, button, head }) => {
      await head.fill({ service: appEngagement({ domain: '/chat-proxy' }) })
      site.head = toBase(cdn.origin) + site.head
      await open({ ...outOfView, service: '/chat-proxy' })
      await button().waitFor()
      expect(service.engagementRequests().map(({ status }) => status)).toEqual([200])
      expect(cdn.requests).toEqual([])
    },
  )

  baseTest('behavior: a chat session is read at the origin of the page', async ({ site, service, cdn, page, open }) => {
    service.simulator.openChatSession({ CustomerName: 'Ada' })
    await page.context().addCookies([{ name: 'XSRF-TOKEN', value: 'token', url: site.origin }])
    site.head = toBase(cdn.origin)
    await open({ chatSessions: '' })
    await page.locator('output', { hasText: '"CustomerName":"Ada"' }).waitFor()
    expect(cdn.requests).toEqual([])
  })
})
