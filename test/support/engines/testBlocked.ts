import { expect } from 'vitest'
import type { Behaviour } from '../../engines/behaviours.js'
import { outOfView, waitForButton } from './buttonPage.js'
import type { BrowserOptions } from './engine.js'
import { engineTest, testBehaviour } from './engineTest.js'

type Blocked = NonNullable<BrowserOptions['blocked']>

/** Returns in the page whether it may use the storage. */
const isUsable = (blocked: Blocked) => {
  if (blocked === 'indexedDB') return 'indexedDB' in globalThis
  if (blocked === 'cookies') {
    // biome-ignore lint/suspicious/noDocumentCookie: WebKit has no Cookie Store API.
    document.cookie = 'name=value'
    return document.cookie !== ''
  }
  try {
    localStorage.setItem('name', 'value')
    return true
  } catch {
    return false
  }
}

/** Tests in a browser that denies something to pages. The file of the test has that browser alone. */
export function testBlocked(name: Behaviour, blocked: Blocked): void {
  const rowTest = engineTest.extend('browserOptions', { scope: 'file' }, { blocked })
  testBehaviour(
    name,
    async ({ open, site, service }) => {
      // Chromium and Firefox have no setting, so the page loses the property as pages in WebKit do.
      if (blocked === 'indexedDB') site.head += '<script>delete globalThis.indexedDB</script>'
      const tab = await open()
      expect(await tab.evaluate(isUsable, blocked)).toBe(false)
      await expect.poll(service.types).toEqual(['impDisplay'])
      await tab.click('[data-engagement-button]')
      await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
      // A second report would come with the next page.
      const next = await open(outOfView)
      await waitForButton(next)
      for (const page of [tab, next]) await page.evaluate(() => client.flush())
      expect(service.types()).toEqual(['impDisplay', 'impAccept'])
      expect(service.engagementRequests().map(({ status }) => status)).toEqual([200, 200])
    },
    rowTest,
  )
}
