import { describe, expect } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'
import { openTabs } from '../support/openTabs.js'
import { startTabSite } from '../support/tab.js'
import { until } from '../support/time.js'

/** Less than the first delay between two attempts of the display, in milliseconds. */
const beforeRetry = 4000

describe('two tabs, each in a process of its own', () => {
  test('behavior: an acceptance is sent after the display that waits in the other tab', async ({ browser, service, servers }) => {
    const { simulator } = service
    const site = await startTabSite()
    servers.push(site)
    const [first, second] = await openTabs(browser, site.origin, 2)
    const engagement = await first?.evaluate((domain) => tab.getOffer(domain), service.origin)
    await second?.evaluate((domain) => tab.getOffer(domain), service.origin)
    if (!engagement) throw new Error('The service made no offer.')
    simulator.fail({ call: 'update', status: 503, times: 1 })
    await first?.evaluate((offer) => tab.report('impDisplay', offer), engagement)
    expect(await until(() => simulator.requests.some(({ status }) => status === 503), beforeRetry)).toBe(true)
    await second?.evaluate((offer) => tab.report('impAccept', offer), engagement)
    expect(await until(() => service.types().includes('impAccept'), beforeRetry)).toBe(true)
    expect(service.types()).toEqual(['impDisplay', 'impAccept'])
  })
})
