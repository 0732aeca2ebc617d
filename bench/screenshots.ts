// Makes contact sheets: for each look, one picture of every story. `npm run screenshots` runs this file, and people look at the pictures.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium } from 'playwright'
import { findChromium } from '../test/support/chromium.js'
import { chromiumFlags } from '../test/support/chromiumFlags.js'
import { startStorybook } from '../test/support/storybook.js'
import { drawChat } from './drawChat.js'

type Look = { context: BrowserContextOptions; globals?: Record<string, string> }

const viewport = { width: 640, height: 400 }
const looks: Record<string, Look> = {
  light: { context: { viewport } },
  dark: { context: { viewport, colorScheme: 'dark' } },
  rtl: { context: { viewport }, globals: { engagementDirection: 'rtl', engagementLocale: 'ar' } },
  'forced-colors': { context: { viewport, forcedColors: 'active', colorScheme: 'dark' } },
  narrow: { context: { viewport: { width: 320, height: 400 } } },
}

const folder = join(import.meta.dirname, '../.cache/screenshots')
const docs = join(import.meta.dirname, '../docs')
for (const path of [folder, docs]) mkdirSync(path, { recursive: true })
const storybook = await startStorybook()
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
const chosen = process.argv.slice(3)

for (const [name, { context, globals }] of Object.entries(looks)) {
  const page = await (await browser.newContext(context)).newPage()
  const pictures: [string, string][] = []
  for (const id of storybook.ids) {
    if (chosen.length && !chosen.some((start) => id.startsWith(start))) continue
    // In a lower viewport, the window would be modal in each picture.
    const { width, height } = context.viewport ?? viewport
    await page.setViewportSize({ width, height: id.startsWith('chatwindow--') ? 720 : height })
    await storybook.open(page, id, globals ? { globals } : {})
    pictures.push([id, (await page.screenshot()).toString('base64')])
  }
  await page.close()
  await compose(name, pictures)
  console.log(`${name}: ${pictures.length} stories`)
}

// The README shows a chat, and the guides show these two pictures.
await drawChat(browser, join(docs, 'chat.png'))
for (const placement of ['inline', 'floating']) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
  await storybook.open(page, `states--${placement}`)
  await page.locator('.states').screenshot({ path: join(docs, `states-${placement}.png`) })
}
await browser.close()
await storybook.close()

/** Arranges pictures beside each other, each with its name below. */
async function compose(name: string, pictures: [string, string][]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1640, height: 900 } })
  const cells = pictures.map(([id, data]) => `<figure><img src="data:image/png;base64,${data}"><figcaption>${id}</figcaption></figure>`)
  await page.setContent(
    `<style>body{display:grid;grid-template-columns:repeat(5,1fr);gap:8px;font:11px sans-serif}figure{margin:0}img{width:100%;border:1px solid #888}</style>${cells.join('')}`,
  )
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
  await page.close()
}
