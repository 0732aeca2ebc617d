import { describe, expect } from 'vitest'
import { readKept, readLocks, statuses, preloadTest as test } from '../support/preloadTest.js'

describe('the inline script whose request fails, in strict mode, with a button and a hook', () => {
  test('behavior: the client sends the request if a policy blocks the inline script', async ({
    service,
    consoleOutput,
    open,
    button,
    head,
  }) => {
    await head.fill()
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ${service.origin}`
    await open({ policy })
    await button().waitFor()
    expect(statuses(service)).toEqual([200])
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('inline script')])
  })

  test('behavior: a session that the service has closed is replaced once', async ({ service, page, consoleOutput, open, button, head }) => {
    await head.fill()
    // A report of display in the closed session would also get the response 404.
    await open({ above: '2000px' })
    await button().waitFor()
    service.simulator.closeSession()
    head.holdBundle(2)
    await page.reload()
    await button().waitFor()
    expect(statuses(service)).toEqual([200, 404, 200])
    expect(service.simulator.sessions).toHaveLength(2)
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('404 (Not Found)')])
  })

  test('behavior: the client retries the failed request by its schedule', async ({ service, page, consoleOutput, open, button, head }) => {
    service.simulator.fail({ call: 'engagement', status: 503, times: 1 })
    await head.fill()
    head.holdBundle()
    await open({ schedule: '0.1,0.1,0.1' })
    await button().waitFor()
    expect(statuses(service)).toEqual([503, 200])
    expect(await page.evaluate(() => events.filter(({ type }) => type === 'retrying'))).toEqual([
      { type: 'retrying', attempt: 1, of: 3, delay: 0.1 },
    ])
    expect(service.simulator.visitors).toHaveLength(1)
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('503 (Service Unavailable)')])
  })

  test('behavior: the client retries a loading account as the visitor that the inline script received', async ({
    service,
    consoleOutput,
    open,
    button,
    head,
  }) => {
    service.simulator.loadAccount({ answers: 2 })
    await head.fill()
    head.holdBundle()
    await open({ schedule: '0.1,0.1,0.1' })
    await button().waitFor()
    const { visitorId } = service.simulator.visitors[0] ?? {}
    expect(service.engagementRequests().map(({ url, status }) => [new URL(url).pathname.split('/visitors')[1], status])).toEqual([
      ['', 500],
      [`/${visitorId}`, 500],
      [`/${visitorId}`, 200],
    ])
    expect(service.simulator.visitors).toHaveLength(1)
    expect(consoleOutput.splice(0)).toEqual(Array(2).fill(expect.stringContaining('500 (Internal Server Error)')))
  })

  test('behavior: another tab adopts the visitor that a loading account named to a page without its bundle', async ({
    site,
    service,
    context,
    page,
    consoleOutput,
    open,
    button,
    head,
  }) => {
    service.simulator.loadAccount({ answers: 1 })
    await head.fill()
    site.gate = new Promise(() => {})
    await page.goto(`${site.origin}/?service=${service.origin}`, { waitUntil: 'commit' })
    await expect.poll(() => statuses(service)).toEqual([500])
    await expect.poll(() => readLocks(page)).toEqual([])
    // Chromium requests a file once for all tabs that wait for the file, so this page must stop waiting.
    await page.goto('about:blank')
    Object.assign(site, { head: '', gate: Promise.resolve() })
    const other = await context.newPage()
    await open({}, other)
    await button(other).waitFor()
    expect(service.simulator.visitors).toHaveLength(1)
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('500 (Internal Server Error)')])
  })

  test('behavior: a log-out before the response discards the response', async ({ service, page, open, button, head }) => {
    service.simulator.latency(1500)
    await head.fill()
    head.holdBundle()
    await open()
    await page.waitForFunction(() => globalThis.client)
    expect(statuses(service)).toEqual([undefined])
    await page.evaluate(() => client.reset())
    await button().waitFor()
    expect(statuses(service)).toEqual([200, 200])
    const { visitorId } = await readKept(page)
    expect(service.simulator.visitors.map((visitor) => visitor.visitorId)).toEqual([expect.any(String), visitorId])
  })
})
