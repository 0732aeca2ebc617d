import type { Page } from 'playwright'
import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const test = browserTest.extend('contextOptions', { viewport: { width: 800, height: 600 } })

describe.each([19, 18] as const)('a site on React %i, in strict mode, with the service on another origin', (react) => {
  test.override('react', react)

  test('default: the button appears after one request, which is not aborted', async ({ service, page, open, button }) => {
    // A button out of view is not displayed, so no report adds to the requests that the test counts.
    await open({ above: '2000px' })
    await button().waitFor()
    expect(await page.getByText(`React ${react}.`).count()).toBe(1)
    expect(service.simulator.requests.map(({ method, body, status }) => ({ method, body, status }))).toEqual([
      { method: 'POST', body: { appType: 'EXTERNAL', consumerSections: ['Support'] }, status: 200 },
    ])
    expect(service.preflights).toEqual(['POST /api/account/12345678/app/engagement/visitors?v=1.0'])
  })

  test('behavior: a loading account is retried as the visitor that it named, with the whole body', async ({
    service,
    consoleOutput,
    open,
    button,
  }) => {
    service.simulator.loadAccount({ answers: 2 })
    await open({ schedule: '0.1,0.1,0.1' })
    await button().waitFor()
    const [visitor] = service.simulator.visitors
    expect(
      service.engagementRequests().map(({ url, body, status }) => [new URL(url).pathname.split('/visitors')[1], body, status]),
    ).toEqual([
      ['', { appType: 'EXTERNAL', consumerSections: ['Support'] }, 500],
      [`/${visitor?.visitorId}`, { appType: 'EXTERNAL', consumerSections: ['Support'] }, 500],
      [`/${visitor?.visitorId}`, { appType: 'EXTERNAL', consumerSections: ['Support'] }, 200],
    ])
    expect(service.simulator.visitors).toHaveLength(1)
    // Chromium logs each response with status 500, and a page cannot prevent that.
    expect(consoleOutput.splice(0)).toEqual(Array(2).fill(expect.stringContaining('500 (Internal Server Error)')))
  })

  test('behavior: display is reported after one second in view, and no sooner', async ({ service, open, button }) => {
    await open()
    await button().waitFor()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    const [answered, told] = service.simulator.requests
    expect((told?.time ?? 0) - (answered?.time ?? 0)).toBeGreaterThanOrEqual(1000)
  })

  /** Scrolls, and waits until the browser has reported the intersections. */
  async function scrollTo(page: Page, top: number): Promise<void> {
    await page.evaluate(async (y) => {
      window.scrollTo(0, y)
      await new Promise((resolve) => new IntersectionObserver(resolve).observe(document.querySelector('button') as Element))
    }, top)
  }

  test('behavior: display is reported after one uninterrupted second in view, and never out of view', async ({
    service,
    page,
    openAtRest,
  }) => {
    await openAtRest({ above: '2000px', below: '2000px' })
    await page.clock.runFor(60_000)
    await scrollTo(page, 1800)
    await page.clock.runFor(900)
    await scrollTo(page, 0)
    await page.clock.runFor(60_000)
    await scrollTo(page, 1800)
    await page.clock.runFor(900)
    expect(service.simulator.requests).toHaveLength(1)
    await page.clock.runFor(100)
    await page.clock.runFor(250)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test('behavior: a button larger than the viewport is displayed if it covers half of the viewport', async ({
    service,
    page,
    openAtRest,
  }) => {
    await openAtRest({ height: '3000px', width: '100%', above: '2000px' })
    await scrollTo(page, 1600)
    await page.clock.runFor(60_000)
    expect(service.simulator.requests).toHaveLength(1)
    await scrollTo(page, 1900)
    await page.clock.runFor(1000)
    await page.clock.runFor(250)
    await expect.poll(service.types).toEqual(['impDisplay'])
  })

  test('behavior: a click reports display and acceptance once', async ({ service, page, openAtRest, button }) => {
    // The page's clock is stopped, so that display is not reported before the click.
    await openAtRest({ above: '2000px' })
    await button().dblclick()
    await page.getByText('accepted 1').waitFor()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(service.simulator.requests.filter(({ call }) => call === 'update')).toHaveLength(1)
    expect(service.preflights).toHaveLength(2)
  })

  test('behavior: a reload keeps the visitor and the session', async ({ service, page, open, button }) => {
    await open()
    await button().waitFor()
    await page.reload()
    await button().waitFor()
    const [session] = service.simulator.sessions
    expect(service.simulator.visitors).toHaveLength(1)
    expect(service.simulator.sessions).toHaveLength(1)
    expect(session?.pageIds).toHaveLength(2)
    expect(service.engagementRequests()[1]?.url).toContain(`/visitors/${session?.visitorId}?v=1.0&sid=${session?.sessionId}`)
  })

  test('behavior: a session that the service has closed is replaced once', async ({ service, page, consoleOutput, open, button }) => {
    // A report of display in the closed session would also get the response 404.
    await open({ above: '2000px' })
    await button().waitFor()
    service.simulator.closeSession()
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests().map(({ status }) => status)).toEqual([200, 404, 200])
    expect(service.simulator.sessions).toHaveLength(2)
    expect(consoleOutput.splice(0)).toEqual([expect.stringContaining('404 (Not Found)')])
  })

  test('behavior: a request with a dropped connection is retried', async ({ service, consoleOutput, open, button }) => {
    service.simulator.fail({ call: 'engagement', networkError: true, times: 3 })
    await open({ schedule: '0.1,0.1,0.1' })
    await button().waitFor()
    expect(service.engagementRequests().map(({ status }) => status)).toEqual([undefined, undefined, undefined, 200])
    // The number of messages varies, because Chromium itself may retry a request on a reused connection.
    expect(new Set(consoleOutput.splice(0))).toEqual(new Set([expect.stringContaining('ERR_EMPTY_RESPONSE')]))
  })

  test('behavior: a click just before the page is closed is reported', async ({ service, page, open, button }) => {
    await open()
    await button().click()
    await page.goto('about:blank')
    await expect.poll(service.types, { timeout: 2000 }).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: the button works by keyboard alone, with a visible focus and a target of 44 px', async ({ page, open, button }) => {
    await open()
    await button().waitFor()
    await page.keyboard.press('Tab')
    const { outline, height } = await button().evaluate((element) => ({
      outline: getComputedStyle(element).outlineStyle,
      height: element.getBoundingClientRect().height,
    }))
    expect(outline).toBe('solid')
    expect(height).toBeGreaterThanOrEqual(44)
    await page.keyboard.press('Enter')
    await page.getByText('accepted 1').waitFor()
  })
})
