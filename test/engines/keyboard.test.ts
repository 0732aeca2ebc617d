import { expect, inject } from 'vitest'
import type { Tab } from '../support/engines/engine.js'
import { testBehaviour } from '../support/engines/engineTest.js'
import { messagingTest, readFocused } from '../support/engines/messagingTest.js'
import { startEngine } from '../support/engines/startEngine.js'

const keyboardTest = messagingTest.extend('linklessBrowser', { scope: 'file' }, async ({ engine }, { onCleanup }) => {
  const browser = await startEngine(engine, inject('enginePath'), { skipsLinks: true })
  onCleanup(browser.close)
  return browser
})

/** Presses Tab on the page's search field, and returns the elements that get the focus. */
async function walk(tab: Tab, steps: number): Promise<unknown[]> {
  await expect.poll(() => tab.evaluate(() => document.querySelector('[data-engagement-dismiss]') !== null)).toBe(true)
  await tab.click('input')
  const focused: unknown[] = []
  for (let step = 0; step < steps; step++) {
    await tab.press('Tab')
    focused.push(await readFocused(tab))
  }
  return focused
}

const readRing = (tab: Tab) =>
  tab.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element)
    return `${outlineStyle} ${outlineWidth}`
  })

testBehaviour(
  'the keyboard reaches the button',
  async ({ openChat, site, server, linklessBrowser }) => {
    const tab = await openChat()
    expect(await walk(tab, 3)).toEqual(['BUTTON', 'data-engagement-button', 'data-engagement-dismiss'])
    expect(await readRing(tab)).toBe('solid 3px')
    await tab.press('Tab', 'Shift')
    expect(await readFocused(tab)).toBe('data-engagement-button')
    expect(await readRing(tab)).toBe('solid 3px')
    await tab.press('Space')
    await expect.poll(() => readFocused(tab)).toBe('TEXTAREA')
    expect(await readRing(tab)).toBe('solid 3px')

    const linkless = await linklessBrowser.open(`${site.origin}/?service=${server.origin}`)
    await linkless.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<input aria-label="after">'))
    expect(await walk(linkless, 3)).toEqual(['BUTTON', 'data-engagement-button', 'data-engagement-dismiss'])
    await linkless.press('Enter')
    await expect.poll(() => linkless.evaluate(() => document.querySelector('[data-engagement-button]'))).toBe(null)
    expect(await readFocused(linkless)).toBe('BODY')
    await linkless.press('Tab')
    expect(await readFocused(linkless)).toBe('after')
    await expect.poll(() => server.simulator.impressions.map(({ type }) => type)).toContain('impClose')
    await linkless.close()
  },
  keyboardTest,
)
