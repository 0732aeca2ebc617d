import type { Browser, Page } from 'playwright'

/** Tabs that share a storage, each in a process of its own. */
export async function openTabs(browser: Browser, origin: string, count: number): Promise<Page[]> {
  const context = await browser.newContext()
  const pages: Page[] = []
  for (let index = 0; index < count; index++) {
    const page = await context.newPage()
    await page.goto(origin)
    pages.push(page)
  }
  const processes = await findProcesses(browser, pages)
  if (processes.size < count) throw new Error(`${count} tabs share ${processes.size} processes: what one writes, another sees at once.`)
  return pages
}

/** Returns the ids of the processes of the pages. Each page adds a mark to a trace, and the trace has the process of each mark. */
async function findProcesses(browser: Browser, pages: readonly Page[]): Promise<Set<number>> {
  const name = 'the process of a tab'
  await browser.startTracing(undefined, { categories: ['blink.user_timing'] })
  for (const page of pages) await page.evaluate((text) => performance.mark(text), name)
  const trace = await browser.stopTracing()
  const { traceEvents } = JSON.parse(String(trace)) as { traceEvents: { name: string; pid: number }[] }
  const marks = traceEvents.filter((event) => event.name === name)
  if (marks.length !== pages.length) throw new Error(`The trace has ${marks.length} marks of ${pages.length} tabs.`)
  return new Set(marks.map(({ pid }) => pid))
}
