import { createPageListener } from './page.js'

/**
 * Makes a warning before the visitor reloads, closes or leaves the page. It is on from `listen` to `stop`. Only listen while something would be lost,
 * because the listener keeps a page out of the bfcache in some browsers.
 */
export function createUnloadWarning(): { listen: () => void; stop: () => void } {
  return createPageListener(['beforeunload'], (event) => {
    event.preventDefault()
    // Browsers of early 2022 warn only if the event has a value.
    ;(event as BeforeUnloadEvent).returnValue = true
  })
}
