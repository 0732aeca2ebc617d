import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { findChromium } from '../support/chromium.js'
import { chromiumFlags } from '../support/chromiumFlags.js'
import { startTabSite } from '../support/tab.js'

const test = browserTest.override('launchOptions', async () => ({
  executablePath: await findChromium(),
  args: [...chromiumFlags, '--js-flags=--expose-gc'],
}))

describe('clients that are dropped', () => {
  test('behavior: 50 clients that have sent their impressions do not stay in memory', async ({ page, service, servers }) => {
    const site = await startTabSite()
    servers.push(site)
    await page.goto(site.origin)
    expect(await page.evaluate((domain) => tab.dropClients(domain, 50), service.origin)).toEqual([])
    expect(service.simulator.impressions).toHaveLength(50)
  })
})
