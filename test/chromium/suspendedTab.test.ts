import { expect, onTestFinished } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { openTabs } from '../support/openTabs.js'
import { startTabSite } from '../support/tab.js'
import type { StartOptions } from './tab/main.js'

/** How long a tab waits for the lock of another tab, in milliseconds. */
const lockTimeout = 5000

browserTest(
  'a tab waits 5 s for a tab that stands in an alert, and both have one session in the end',
  async ({ browser, service, servers }) => {
    const site = await startTabSite()
    servers.push(site)
    const [suspended, other] = await openTabs(browser, site.origin, 2)
    if (!suspended || !other) throw new Error('There are two tabs.')
    onTestFinished(() => suspended.context().close())
    const options: StartOptions = { accountId: '12345678', domain: service.origin, at: 0, storage: 'local', head: undefined }
    service.simulator.latency(1000)

    const late = suspended.evaluate((options) => tab.start(options), options)
    await expect.poll(() => service.engagementRequests().length).toBe(1)
    const shown = suspended.waitForEvent('dialog')
    const closed = suspended.evaluate(() => alert('Please wait'))
    const dialog = await shown

    const { began, answered, error } = await other.evaluate((options) => tab.start(options), options)
    expect(error).toBeUndefined()
    expect(answered - began).toBeGreaterThan(lockTimeout)
    expect(answered - began).toBeLessThan(lockTimeout + 4000)
    await dialog.accept()
    await closed
    expect((await late).error).toBeUndefined()
    const ids = await other.evaluate(() => tab.ids())
    await expect.poll(() => suspended.evaluate(() => tab.ids())).toEqual(ids)
  },
)
