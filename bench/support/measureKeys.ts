import type { Page } from 'playwright'
import { toScriptTimes, traceCategories } from './scriptTimes.js'

const text = 'Could you look up the order for me? The number is on the invoice. '.repeat(4).slice(0, 200)

/** The time between two keys, in milliseconds. A fast typist takes three times as long. */
const delay = 30

/** Types 200 keys into the field, and returns the milliseconds of script that each of them took. */
export async function measureKeys(page: Page): Promise<number[]> {
  const browser = page.context().browser()
  const field = page.locator('textarea:not([aria-hidden])')
  await field.fill('')
  await field.focus()
  await browser?.startTracing(page, { categories: traceCategories })
  await page.keyboard.type(text, { delay })
  await page.waitForTimeout(500)
  const times = toScriptTimes((await browser?.stopTracing()) as Buffer)
  const typed = await field.inputValue()
  if (typed !== text || times.length !== text.length) throw new Error(`Only ${times.length} keys wrote "${typed}".`)
  return times
}
