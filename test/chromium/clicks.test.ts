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

const test = browserTest

describe('clicks in this tab', () => {
  test('a click on a link accepts the offer and follows the link', async ({ service, page, open }) => {
    await open({ link: '' })
    await page.getByRole('link', { name: 'Chat with us' }).click()
    await page.waitForURL('about:blank')
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  })

  test('a click on an expired link accepts the new offer and follows the link', async ({ service, page, open }) => {
    service.simulator.offer({ status: 'available', validForSeconds: 0.5 })
    await open({ link: '' })
    await page.locator('[data-expired]').waitFor()
    service.simulator.offer({ status: 'available', validForSeconds: 900 })
    service.simulator.latency(300)
    await page.getByRole('link', { name: 'Chat with us' }).click()
    await page.waitForURL('about:blank')
    await expect.poll(service.types).toContain('impAccept')
    expect(service.engagementRequests()).toHaveLength(2)
  })

  test('a double click on an expired offer accepts the new offer once', async ({ service, page, open, button }) => {
    service.simulator.offer({ status: 'available', validForSeconds: 0.5 })
    await open()
    await page.locator('[data-expired]').waitFor()
    service.simulator.offer({ status: 'available', validForSeconds: 900 })
    service.simulator.latency(300)
    await button().dblclick()
    await page.getByText('accepted 1').waitFor()
    await expect.poll(service.types).toContain('impAccept')
    expect(service.types().filter((type) => type === 'impAccept')).toHaveLength(1)
    expect(service.engagementRequests()).toHaveLength(2)
  })

  test('a double click resumes a conversation once', async ({ service, page, open }) => {
    service.simulator.offer({ status: 'conversation', conversationId: 'c1' })
    await open({ monitoring: '' })
    await page.getByRole('button', { name: 'Continue your chat' }).dblclick()
    await page.getByText('resumed c1').waitFor()
    expect(await page.evaluate(() => resumptions)).toEqual(['c1'])
    expect(service.types()).toEqual([])
  })

  test.for(['middle', 'right'] as const)('a %s click on a button accepts nothing', async (which, { service, page, openAtRest, button }) => {
    await openAtRest({ above: '2000px' })
    await button().click({ button: which })
    expect(await page.getByText('accepted 0').count()).toBe(1)
    await page.clock.runFor(1000)
    expect(service.simulator.requests).toHaveLength(1)
    await button().click({ modifiers: ['Shift'] })
    await page.getByText('accepted 1').waitFor()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  })
})

describe('the keyboard', () => {
  test.for(['button', 'link'])('Enter on a %s accepts the offer', async (role, { service, page, open }) => {
    await open(role === 'link' ? { link: '' } : {})
    await page.getByRole(role as 'link', { name: 'Chat with us' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  })

  test('a focused expired button that becomes unavailable keeps the focus until the visitor moves on', async ({
    service,
    page,
    open,
    button,
  }) => {
    service.simulator.offer({ status: 'available', validForSeconds: 1 })
    await open()
    await button().focus()
    await page.locator('[data-expired]').waitFor()
    service.simulator.offer({ status: 'unavailable' })
    await page.keyboard.press('Enter')
    await expect.poll(() => service.engagementRequests().length).toBe(2)
    await page.locator('button[data-status="unavailable"]').waitFor()
    expect(await button().evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    await button().waitFor({ state: 'detached' })
    expect(service.types()).not.toContain('impAccept')
  })
})
