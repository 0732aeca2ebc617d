import { expect } from 'vitest'
import { clickButton, outOfView, waitForButton } from '../support/engines/buttonPage.js'
import type { Tab } from '../support/engines/engine.js'
import { testBehaviour } from '../support/engines/engineTest.js'

type Leave = 'link' | 'reload' | 'close' | 'window.close()'

/** Makes each write to the storage slow from `pagehide` on. Firefox aborts a script that still runs when it ends the process of a closed tab. */
const slowDown = (tab: Tab) =>
  tab.evaluate(() => {
    const { setItem } = Storage.prototype
    const setItemSlowly: typeof setItem = function (this: Storage, ...entry) {
      for (const end = performance.now() + 20; performance.now() < end; );
      setItem.apply(this, entry)
    }
    addEventListener('pagehide', () => Object.assign(Storage.prototype, { setItem: setItemSlowly }), { capture: true, once: true })
  })

/** Clicks the button and leaves the page, in one task. The task is a later one, so that the driver can still report the end of its own. */
const clickAndLeave = (tab: Tab, leave: Exclude<Leave, 'close'>) =>
  tab.evaluate((leave) => {
    const link = Object.assign(document.createElement('a'), { href: '/elsewhere.html' })
    document.body.append(link)
    const leaves = { link: () => link.click(), reload: () => location.reload(), 'window.close()': () => close() }
    setTimeout(() => {
      document.querySelector<HTMLElement>('[data-engagement-button]')?.click()
      leaves[leave]()
    })
  }, leave)

function testLeave(leave: Leave, name: Parameters<typeof testBehaviour>[0]): void {
  testBehaviour(name, async ({ open, site, service }) => {
    site.files.set('/elsewhere.html', '<title>Elsewhere</title>')
    const first = await open(outOfView)
    // A script may close only what a script opened.
    const address = await first.evaluate(() => location.href)
    const tab = leave === 'window.close()' ? await first.openPopup(address) : first
    await waitForButton(tab)
    // The page is gone before the preflight is answered. Only a request with `keepalive` goes on then.
    service.travelTime = 200
    await slowDown(tab)
    if (leave === 'close') {
      await clickButton(tab)
      await tab.close()
    } else await clickAndLeave(tab, leave)
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    // A second report would come with the next page of the storage.
    const next = await open(outOfView)
    await waitForButton(next)
    await next.evaluate(() => client.flush())
    expect(service.types()).toEqual(['impDisplay', 'impAccept'])
  })
}

testLeave('link', 'a click and a link in one task')
testLeave('reload', 'a click and a reload in one task')
testLeave('close', 'a click, and the tab is closed')
testLeave('window.close()', 'a click and window.close() in one task')
