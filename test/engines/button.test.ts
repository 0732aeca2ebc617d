import { expect } from 'vitest'
import { testBehaviour } from '../support/engines/engineTest.js'

testBehaviour('the button appears, and its click is reported once', async ({ open, service }) => {
  const tab = await open()
  await expect.poll(service.types).toEqual(['impDisplay'])
  await tab.click('[data-engagement-button]')
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  expect(await tab.evaluate(() => document.body.textContent)).toContain('accepted 1')
  await tab.evaluate(() => client.flush())
  expect(service.types()).toEqual(['impDisplay', 'impAccept'])
})

testBehaviour('display is reported after scrolling', async ({ open, service }) => {
  const tab = await open({ above: '2000px' })
  await expect.poll(() => tab.evaluate(() => document.querySelectorAll('[data-engagement-button]').length)).toBe(1)
  const scrolledAt = Date.now()
  await tab.evaluate(() => document.querySelector('[data-engagement-button]')?.scrollIntoView({ block: 'center' }))
  await expect.poll(service.types).toEqual(['impDisplay'])
  expect(Date.now() - scrolledAt).toBeGreaterThan(1000)
})
