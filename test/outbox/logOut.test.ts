import { describe, expect, test } from 'vitest'
import {
  advance,
  killRefused,
  minute,
  refusalDelay,
  report,
  setUpBrowserScenario,
  startBrowser,
  visit,
  visitTwice,
} from '../support/browserScenario.js'

describe('log-out', () => {
  setUpBrowserScenario()

  test('behavior: a log-out in one tab clears the visitor and the unsent impressions of all tabs', async () => {
    const { simulator, browser } = startBrowser()
    const {
      tabs: [a, b],
      engagements: [, engagement],
    } = await visitTwice(browser)
    simulator.fail({ call: 'update', status: 503 })
    await report(b, 'impAccept', engagement)
    await advance(refusalDelay)
    a.run(() => a.client.reset())
    await advance(0)
    expect(b.client.session.getState().visitorId).toBeUndefined()
    expect(b.events.slice(-2)).toEqual([
      { type: 'reset' },
      { type: 'impressionDropped', impression: expect.objectContaining({ type: 'impAccept' }), reason: 'AbortError' },
    ])
    expect([...browser.storage]).toEqual([])
  })

  test('behavior: a log-out on a page that has not read an abandoned record yet erases the record', async () => {
    const { simulator, browser, impressions } = startBrowser()
    const { tab, engagement } = await visit(browser)
    await killRefused(simulator, tab, engagement)
    const next = browser.open()
    next.run(() => next.client.reset())
    await advance(minute)
    expect(impressions.types()).toEqual([])
    expect([...browser.storage]).toEqual([])
  })
})
