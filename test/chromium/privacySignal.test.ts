import { describe, expect } from 'vitest'
import { readLocks, statuses, preloadTest as test } from '../support/preloadTest.js'

/** A script that runs before the page's own. It sends Global Privacy Control. */
const sendPrivacySignal = () => {
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })
}

describe('a visitor whose browser sends Global Privacy Control', () => {
  test('parameters: privacySignal: nothing is sent and stored, and the data of the earlier visit is erased', async ({
    site,
    service,
    context,
    page,
    open,
    button,
    head,
  }) => {
    await open()
    await button().waitFor()
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0)
    await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(0)
    // The earlier page ends before the visitor sends the signal.
    site.files.set('/empty.html', '<title>Nothing</title>')
    await page.goto(`${site.origin}/empty.html`)
    await context.addInitScript(sendPrivacySignal)
    const earlier = service.simulator.requests.length
    await head.fill({ privacySignal: 'gpc' })
    await open({ gpc: '' })
    await page.waitForFunction(() => client.core.inFlight.size === 1)
    expect(await page.evaluate(() => events)).toEqual([{ type: 'consent', consent: 'denied', reason: 'gpc' }])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
    expect(await readLocks(page)).toEqual([])
    expect(service.simulator.requests).toHaveLength(earlier)
    await page.evaluate(() => client.setConsent('granted'))
    await button().waitFor()
    expect(statuses(service)).toEqual([200, 200])
    expect(service.simulator.visitors).toHaveLength(2)
  })

  test('default: the signal changes nothing', async ({ service, page, open, button, head }) => {
    await page.addInitScript(sendPrivacySignal)
    await head.fill()
    await open()
    await button().waitFor()
    expect(statuses(service)).toEqual([200])
  })

  test('parameters: privacySignal: the devtools name the signal as the reason', async ({ page, open }) => {
    await page.addInitScript(sendPrivacySignal)
    await open({ gpc: '', devtools: '' })
    await page.getByRole('button', { name: 'Engagement devtools' }).click()
    await page.getByText('Refused: the browser sends Global Privacy Control.').first().waitFor()
  })
})
