import { afterAll, beforeAll, describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { type Fixture, installFixture, type Server } from '../support/installFixture.js'
import type { Loopback } from '../support/loopback.js'

// The browser logs a request without a network.
const test = browserTest.extend('permitted', /React DevTools|ERR_INTERNET_DISCONNECTED/)

describe.each([
  { copies: 2, env: {} },
  { copies: 1, env: { SHARED: 'yes' } },
])('module federation, copies of the package: $copies', ({ copies, env }) => {
  let fixture: Fixture
  let site: Server

  beforeAll(async () => {
    fixture = await installFixture('two-copies')
    await fixture.run('npm run build', env as Record<string, string>)
    site = await fixture.serve('start')
  })
  afterAll(async () => {
    await site.stop()
    fixture.remove()
  })

  const address = (service: Loopback, inside: string) => `${site.origin}/?${new URLSearchParams({ service: service.origin, inside })}`
  /** The impressions that arrived, each with its offer. */
  const arrived = (service: Loopback) =>
    service.simulator.impressions.map(({ type, eContext }) => `${type} ${JSON.stringify(eContext)}`).sort()

  test('default: two clients with the same account have one visitor, and each impression arrives once', async ({ page, service }) => {
    await page.goto(address(service, 'own'))
    await page.getByRole('button', { name: 'Chat with us' }).waitFor()
    await page.getByRole('button', { name: 'Chat with the shop' }).waitFor()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay', 'impDisplay'])
    await page.getByRole('button', { name: 'Chat with us' }).click()
    await page.getByRole('button', { name: 'Chat with the shop' }).click()
    await page.goto('about:blank')
    await expect.poll(() => service.types().sort(), { timeout: 5000 }).toEqual(['impAccept', 'impAccept', 'impDisplay', 'impDisplay'])
    expect(new Set(arrived(service)).size).toBe(4)
    expect([service.simulator.visitors, service.simulator.sessions].map(({ length }) => length)).toEqual([1, 1])
    expect(service.engagementRequests()).toHaveLength(2)
  })

  test('behavior: no lock waits for the other client', async ({ page, service }) => {
    await page.goto(address(service, 'own'))
    await expect.poll(service.types, { timeout: 5000 }).toHaveLength(2)
    await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).pending?.length)).toBe(0)
  })

  test('behavior: the clicks of an outage arrive once with the next page', async ({ page, service }) => {
    await page.goto(address(service, 'own'))
    await expect.poll(service.types, { timeout: 5000 }).toHaveLength(2)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Chat with us' }).click()
    await page.getByRole('button', { name: 'Chat with the shop' }).click()
    await page.waitForFunction(() => Object.values(localStorage).join().split('impAccept').length > 2)
    const next = await page.context().newPage()
    await page.close()
    await next.context().setOffline(false)
    await next.goto(address(service, 'own'))
    const accepted = () => service.types().filter((type) => type === 'impAccept')
    await expect.poll(accepted, { timeout: 10_000 }).toHaveLength(2)
    expect(new Set(arrived(service)).size).toBe(arrived(service).length)
  })

  test('behavior: a button of the remote reports with the client of the host', async ({ page, service }) => {
    await page.goto(address(service, 'client'))
    await page.getByRole('button', { name: 'Chat with the shop' }).click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  })

  test(`behavior: a hook of the remote ${copies === 1 ? 'has the answer' : 'names two copies'} inside the provider of the host`, async ({
    page,
    service,
    consoleOutput,
  }) => {
    await page.goto(address(service, 'hook'))
    const text = copies === 1 ? 'The chat is available' : /^ConfigurationError: .* the page has two copies of react-engagement/
    await page.getByText(text).waitFor()
    // React logs an error that a boundary shows.
    consoleOutput.splice(0)
  })
})
