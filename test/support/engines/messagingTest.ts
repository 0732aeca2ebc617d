import { noteAnnouncements } from '../announcements.js'
import { startMessagingServer } from '../messagingServer.js'
import type { RunningPage } from '../runningPage.js'
import { engineTest } from './engineTest.js'

/** A click on a button in Safari takes the focus from the page, and gives it to no element. A test switches this behaviour on. */
const safariScript = `<script>
  addEventListener('mousedown', (event) => {
    if (!window.isSafari) return
    event.preventDefault()
    document.activeElement.blur()
  })
</script>`

declare global {
  var isSafari: boolean
}

/** A test with the page of the chat, and the simulator behind real HTTP and real sockets. */
export const messagingTest = engineTest
  .extend('pageName', 'chat' as const)
  .extend('server', async ({ site, servers }) => {
    const server = await startMessagingServer()
    servers.push(server)
    site.head += `${safariScript}<script>(${noteAnnouncements})()</script>`
    return server
  })
  .extend(
    'openChat',
    ({ server, open }) =>
      () =>
        open({ service: server.origin }),
  )

/** Returns the element with the focus: its tag, or the attribute that says what it is. */
export const readFocused = (tab: RunningPage) =>
  tab.evaluate(() => {
    const { activeElement: active } = document
    const part = active?.getAttributeNames().find((name) => /^data-(engagement|chat)-(button|dismiss|log|control)$/.test(name))
    return part ?? active?.getAttribute('aria-label') ?? active?.tagName
  })

export const readTexts = (tab: RunningPage) =>
  tab.evaluate(() => [...document.querySelectorAll('[data-chat-text]')].map(({ textContent }) => textContent))
