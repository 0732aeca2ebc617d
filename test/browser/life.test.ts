import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from '../support/chromium.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { type Site, startSite } from '../support/site.js'

let browser: Browser
let site: Site
let service: Loopback
let context: BrowserContext
let page: Page
let requested: string[]

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
  site = await startSite(19)
})
afterAll(async () => {
  await site.close()
  await browser.close()
})

beforeEach(async () => {
  service = await startLoopback()
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  requested = []
  context.on('request', (request) => requested.push(request.url()))
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
  await service.close()
})

const open = (options: Record<string, string> = {}, on = page) =>
  on.goto(`${site.origin}/?${new URLSearchParams({ service: service.origin, ...options })}`)
const button = (on = page) => on.getByRole('button', { name: 'Chat with us' })
const types = () => service.simulator.impressions.map(({ type }) => type)
const contextOf = (eContext: unknown) => (eContext as [{ id: string }] | undefined)?.[0].id
const kept = () => page.evaluate(() => Object.keys(localStorage))
const toService = () => requested.filter((url) => url.startsWith(service.origin))

describe('consent', () => {
  test('required: the storage is untouched and nothing is requested until it is granted', async () => {
    await open({ consent: 'required' })
    await page.getByText('React').waitFor()
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    expect(await kept()).toEqual([])
    expect(await page.evaluate(async () => (await navigator.locks.query()).held)).toEqual([])
    expect(toService()).toEqual([])
    await page.evaluate(() => client.setConsent('granted'))
    await button().waitFor()
    expect(await kept()).toEqual(['react-engagement:1:12345678:app-engagement'])
  })

  test('denied in one tab: every tab forgets the visitor, and nothing is kept', async () => {
    await open()
    await button().waitFor()
    const other = await context.newPage()
    await open({}, other)
    await button(other).waitFor()
    await page.evaluate(() => client.setConsent('denied'))
    await button(other).waitFor({ state: 'detached' })
    expect(await other.evaluate(() => client.session.getState().visitorId)).toBeUndefined()
    expect(await kept()).toEqual([])
    expect(service.simulator.requests.filter(({ call }) => call === 'engagement')).toHaveLength(2)
  })
})

describe('tabs', () => {
  test('a second tab goes on as the same visitor; log-out in one makes both someone else, together', async () => {
    await open()
    await button().waitFor()
    const other = await context.newPage()
    await open({}, other)
    await button(other).waitFor()
    expect(service.simulator.sessions).toHaveLength(1)
    await page.evaluate(() => client.reset())
    await expect.poll(() => service.simulator.requests.filter(({ call }) => call === 'engagement').length).toBe(4)
    await expect.poll(() => other.evaluate(() => client.session.getState().sessionId)).toBe(service.simulator.sessions[1]?.sessionId)
    expect(await page.evaluate(() => client.session.getState().sessionId)).toBe(service.simulator.sessions[1]?.sessionId)
    expect(service.simulator.visitors).toHaveLength(2)
  })
})

describe('offline', () => {
  test('the button says so; a click is reported when the network is back, once', async () => {
    await open()
    await button().waitFor()
    await context.setOffline(true)
    await expect.poll(() => button().getAttribute('data-offline')).toBe('')
    await button().click()
    await page.getByText('accepted 1').waitFor()
    const before = service.simulator.requests.length
    await context.setOffline(false)
    await expect.poll(types, { timeout: 8000 }).toEqual(['impDisplay', 'impAccept'])
    expect(service.simulator.requests).toHaveLength(before + 1)
    expect(await button().getAttribute('data-offline')).toBeNull()
  })

  test('what was clicked offline survives the page, and is sent by the next', async () => {
    await open()
    await button().waitFor()
    await context.setOffline(true)
    await button().click()
    await page.getByText('accepted 1').waitFor()
    // A place for it is found within milliseconds.
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(([key, text]) => key.includes(':outbox:') && text.includes('impAccept')),
    )
    await page.close()
    await context.setOffline(false)
    page = await context.newPage()
    await open({}, page)
    const ofFirst = () => service.simulator.impressions.flatMap(({ type, eContext }) => (contextOf(eContext) === '1' ? [type] : []))
    await expect.poll(ofFirst, { timeout: 8000 }).toEqual(['impDisplay', 'impAccept'])
  })
})

describe('expiry', () => {
  test('a click on an offer that ended while the laptop slept asks first, and accepts what is still offered', async () => {
    await page.clock.install({ time: '2030-01-01T00:00:00Z' })
    await open()
    await button().waitFor()
    await page.clock.setSystemTime('2030-01-01T00:20:00Z')
    await button().click()
    await page.getByText('accepted 1').waitFor()
    await expect.poll(types).toContain('impAccept')
    expect(service.simulator.requests.filter(({ call }) => call === 'engagement')).toHaveLength(2)
    const contexts = service.simulator.impressions.flatMap(({ type, eContext }) => (type === 'impAccept' ? [eContext] : []))
    expect(contexts).toEqual([[{ type: 'engagementContext', id: '2' }]])
    expect(types()).toContain('impTimeout')
  })
})
