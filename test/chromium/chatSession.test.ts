import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const test = browserTest.extend('openPanel', ({ service, open }) => (parameters?: Record<string, string>) => {
  service.simulator.openChatSession({ CustomerName: 'Ada', InitialQueuePos: 2 })
  return open(parameters ?? { chatSessions: `${service.origin}/Cust1/api`, bearer: '' })
})

const readEvents = (page: Page) => page.evaluate(() => events)

describe('a panel of chat sessions', () => {
  test('a panel on another origin reads, writes and sends preflights', async ({ page, service, openPanel }) => {
    await openPanel()
    await page.getByText('You were number 2 when you joined.').waitFor()
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.locator('output', { hasText: '"CustomerName":"Ada L."' }).waitFor()
    await page.getByRole('button', { name: 'Pick up' }).click()
    await page.getByText('You are chatting with Alex Agent.').waitFor()
    expect(service.simulator.requests.map(({ method, url, status }) => `${method} ${new URL(url).pathname} ${status}`)).toEqual([
      'GET /Cust1/api/v1/ChatSession/1 200',
      'PATCH /Cust1/api/v1/ChatSession/1 200',
      'GET /Cust1/api/v1/ChatSession/1 200',
      'POST /Cust1/api/v1/ChatSession/1/Pickup 200',
    ])
    expect(service.simulator.requests[1]).toMatchObject({
      headers: { authorization: 'Bearer token', 'so-timezone': 'UTC,includeTZOffset', 'content-type': 'application/json' },
      body: [
        { op: 'test', path: '/CustomerName', value: 'Ada' },
        { op: 'replace', path: '/CustomerName', value: 'Ada L.' },
      ],
    })
    expect(service.preflights.map((preflight) => preflight.split(' ')[0])).toContain('GET')
  })

  test('the page, the storages and the events contain no secret', async ({ page, openPanel }) => {
    await openPanel()
    await page.locator('output', { hasText: '"CustomerName":"Ada"' }).waitFor()
    await page.getByRole('button', { name: 'Pick up' }).click()
    await page.getByText('You are chatting with Alex Agent.').waitFor()
    const held = await page.evaluate(async () => {
      const disks = (await indexedDB.databases()).map(({ name }) => name)
      return JSON.stringify([document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }, disks, document.cookie])
    })
    expect(held).toContain('Alex Agent')
    expect(held + JSON.stringify(await readEvents(page))).not.toMatch(/SessionKey|key-1|CustomerHost|192\.0\.2\.7/)
  })

  test('a throttled read waits as long as the service asks', async ({ page, service, consoleOutput, openPanel }) => {
    service.simulator.fail({ call: 'chatSession', status: 429, retryAfter: 1.5, times: 1 })
    await openPanel()
    await page.getByText('You were number 2 when you joined.').waitFor()
    expect(await readEvents(page)).toContainEqual({ type: 'retrying', attempt: 1, of: 3, delay: 1.5 })
    const [first, second] = service.simulator.requests.map(({ time }) => time)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1490)
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('429 (Too Many Requests)')])
  })

  test("a request to the page's own origin contains the cookie's token", async ({ page, site, service, openPanel }) => {
    site.proxy.target = service.origin
    await page.context().addCookies([{ name: 'XSRF-TOKEN', value: 't%2Fk', url: site.origin }])
    await openPanel({ chatSessions: '' })
    await page.getByText('You were number 2 when you joined.').waitFor()
    expect(service.simulator.requests[0]?.headers).toMatchObject({ 'x-xsrf-token': 't/k' })
    expect(service.preflights).toEqual([])
  })
})
