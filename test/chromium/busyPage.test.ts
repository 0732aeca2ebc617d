import { describe, expect } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'

/** Longer than an attempt may take, in milliseconds. */
const busyTime = 12_000

describe('a page whose main thread is busy past the time of an attempt', () => {
  test('the response that arrived meanwhile is the answer, and no second request follows', async ({ service, page, open, button }) => {
    service.simulator.latency(2000)
    await open()
    await expect.poll(() => service.engagementRequests().length).toBe(1)
    await page.evaluate((milliseconds) => {
      const end = performance.now() + milliseconds
      while (performance.now() < end);
    }, busyTime)
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(1)
    expect(service.simulator.visitors).toHaveLength(1)
  })
})
