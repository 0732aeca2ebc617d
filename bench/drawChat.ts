import type { Browser, Page } from 'playwright'
import { startMessagingServer } from '../test/support/messagingServer.js'
import { startSite } from '../test/support/site.js'

const viewport = { width: 400, height: 620 }

/** Draws one chat in three pictures beside each other: the offer, the question, and the answer. */
export async function drawChat(browser: Browser, path: string): Promise<void> {
  const service = await startMessagingServer()
  const site = await startSite(19, 'chat')
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2, locale: 'en-GB' })
  await page.goto(`${site.origin}/?service=${service.origin}`)
  const button = page.locator('[data-engagement-button]')
  await button.waitFor()
  await page.evaluate(drawShop)
  const pictures = [await page.screenshot()]

  await button.click()
  const field = page.getByRole('textbox', { name: 'Your message' })
  await field.fill('Do these boots come in size 42?')
  await field.press('Enter')
  await page.getByText('Read', { exact: false }).or(page.getByText('Sent')).first().waitFor()
  service.simulator.agent.join()
  service.simulator.agent.type()
  await page.locator('[data-typing]').waitFor()
  pictures.push(await page.screenshot())

  service.simulator.agent.say('They do. We have three pairs, and they can be with you on Friday.')
  await page.getByText('They do.').waitFor()
  await field.fill('Great, thank you!')
  await field.press('Enter')
  await page.getByText('Great, thank you!').waitFor()
  pictures.push(await page.screenshot())

  await page.close()
  await compose(await browser.newPage({ viewport: { width: 1280, height: 660 } }), pictures, path)
  await site.close()
  await service.close()
}

/** Replaces what the page has for tests by the page of a shop. */
function drawShop(): void {
  const others = [...document.querySelectorAll<HTMLElement>('#root > :is(a, input, button)')]
  for (const element of others.filter(({ localName, textContent }) => localName !== 'button' || textContent === 'Log out'))
    element.hidden = true
  const [heading] = document.querySelectorAll('h1')
  if (heading) heading.textContent = 'Walking boots'
  const picture = '<div style="height: 14rem; border-radius: 1rem; background: linear-gradient(#cfe3d4, #6f8f7a)"></div>'
  heading?.insertAdjacentHTML('afterend', `<p>For hills, moors and wet roads.</p>${picture}<p>Ask us about sizes.</p>`)
  document.body.style.cssText = 'margin: 0; padding: 1rem; font: 16px/1.5 system-ui'
}

async function compose(page: Page, pictures: Buffer[], path: string): Promise<void> {
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`)
  await page.setContent(`<style>
    body { display: flex; gap: 20px; margin: 0; padding: 20px; background: #f3f4f6 }
    img { width: ${viewport.width}px; border-radius: 12px; box-shadow: 0 1px 6px #0003 }
  </style>${images.join('')}`)
  await page.screenshot({ path, fullPage: true })
  await page.close()
}
