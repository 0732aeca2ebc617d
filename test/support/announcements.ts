import type { Page } from 'playwright'
import type { RunningPage } from './runningPage.js'

declare global {
  var announced: string[]
}

/**
 * Notes what a screen reader announces of the log: the additions to an element that is already in the document. Call it before the page is
 * opened. `readAnnounced` returns the texts.
 */
export async function watchLog(page: Page): Promise<void> {
  await page.addInitScript(noteAnnouncements)
}

/** Runs in the page, before its own scripts. */
export function noteAnnouncements(): void {
  globalThis.announced = []
  const seen = new WeakSet<Element>()
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const log = target instanceof Element ? target.closest('[role="log"]') : null
      if (!log || !seen.has(log) || log.getAttribute('aria-live') === 'off') continue
      for (const node of addedNodes) if (node.textContent) announced.push(node.textContent)
    }
    for (const log of document.querySelectorAll('[role="log"]')) seen.add(log)
  }).observe(document, { subtree: true, childList: true })
}

export const readAnnounced = (page: RunningPage) => page.evaluate(() => announced)
