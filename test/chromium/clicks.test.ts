import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

/** The keys and the button of a click that opens a link elsewhere. */
const clicks = [
  ['a middle click', { button: 'middle' }],
  ['a click with ctrl', { modifiers: ['Control'] }],
  ['a click with shift', { modifiers: ['Shift'] }],
] as const

describe('clicks on a link', () => {
  browserTest.for(clicks)(
    '%s accepts the offer and opens the link elsewhere',
    async ([_name, options], { service, page, open, context }) => {
      await open({ link: '' })
      const address = page.url()
      const opened = context.waitForEvent('page')
      await page.getByRole('link', { name: 'Chat with us' }).click(options as object)
      await opened
      await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
      expect(page.url()).toBe(address)
    },
  )

  browserTest.for(clicks)(
    '%s on an expired offer accepts the new offer and opens the link elsewhere',
    async ([_name, options], { service, page, open, context }) => {
      service.simulator.offer({ status: 'available', validForSeconds: 0.5 })
      await open({ link: '' })
      const address = page.url()
      await page.locator('[data-expired]').waitFor()
      service.simulator.offer({ status: 'available', validForSeconds: 900 })
      service.simulator.latency(300)
      const opened = context.waitForEvent('page')
      // The pointer requests the new offer when it reaches the link. The click comes before the response.
      await page.getByRole('link', { name: 'Chat with us' }).click(options as object)
      await opened
      await expect.poll(service.types).toContain('impAccept')
      expect(page.url()).toBe(address)
    },
  )
})
