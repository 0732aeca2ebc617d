import type { Page } from 'playwright'
import { toNumber } from '../conversation/history.js'

/** Counts the messages whose texts are in the accessibility tree now. A screen reader reads this tree. */
export async function countInTree(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const texts = nodes.filter(({ ignored, role }) => !ignored && role?.value === 'StaticText').map(({ name }) => String(name?.value))
  return new Set(texts.map(toNumber).filter((number) => number !== undefined)).size
}

/** Presses the window's button for earlier messages until there are none. Returns true if there was one. */
export async function showEarlier(page: Page): Promise<boolean> {
  const button = page.getByText('Show earlier messages')
  const hasEarlier = await button.isVisible()
  while (await button.isVisible()) await button.press('Enter')
  return hasEarlier
}
