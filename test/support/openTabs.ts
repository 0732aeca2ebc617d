import type { Browser, Page } from 'playwright'

/** Tabs that share a storage, each in a process of its own. */
export async function openTabs(browser: Browser, origin: string, count: number): Promise<Page[]> {
  const context = await browser.newContext()
  const pages: Page[] = []
  const processes = new Set<number | undefined>()
  for (let index = 0; index < count; index++) {
    const page = await context.newPage()
    await page.goto(origin)
    processes.add(await findProcess(browser, page))
    pages.push(page)
  }
  if (processes.size < count) throw new Error(`${count} tabs share ${processes.size} processes: what one writes, another sees at once.`)
  return pages
}

/** The renderer that works while the page does. */
async function findProcess(browser: Browser, page: Page): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession()
  const read = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo.filter(({ type }) => type === 'renderer')
  const before = new Map((await read()).map(({ id, cpuTime }) => [id, cpuTime]))
  await page.evaluate(() => tab.work(100))
  const worked = (await read()).map(({ id, cpuTime }) => ({ id, time: cpuTime - (before.get(id) ?? 0) }))
  await session.detach()
  return worked.sort((one, other) => other.time - one.time)[0]?.id
}
