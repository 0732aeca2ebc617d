import { expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

// The policy does not allow images, so Chromium logs a message for the page's icon.
const test = browserTest.extend('permitted', /React DevTools|the image 'data:,'/)

test('the button works under the strictest policy that allows the service, and the console is silent', async ({
  service,
  page,
  open,
  button,
}) => {
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${service.origin}; require-trusted-types-for 'script'`
  const response = await open({ policy })
  expect(response?.headers()['content-security-policy']).toBe(policy)
  await button().click()
  await page.getByText('accepted 1').waitFor()
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  // The file styles the button. No style is injected or inline.
  expect(await button().evaluate((element) => getComputedStyle(element).borderRadius)).toBe('999px')
})
