import { expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

// The page's own icon is an image, which the policy does not name.
const test = browserTest.extend('permitted', /React DevTools|the image 'data:,'/)

test('under the strictest policy that names the service the button works, and the console is silent', async ({
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
  // Dressed, by the file: nothing was injected, and nothing is inline.
  expect(await button().evaluate((element) => getComputedStyle(element).borderRadius)).toBe('999px')
})
