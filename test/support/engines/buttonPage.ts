import { expect } from 'vitest'
import type { RunningPage } from '../runningPage.js'

/** The page's parameter for a button out of view. Display of such a button is not reported before the click. */
export const outOfView = { above: '2000px' }

/** Clicks the button by a script, which does not scroll the button into view. */
export const clickButton = (page: RunningPage): Promise<void> =>
  page.evaluate(() => document.querySelector<HTMLElement>('[data-engagement-button]')?.click())

export async function waitForButton(page: RunningPage): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.querySelectorAll('[data-engagement-button]').length)).toBe(1)
}
