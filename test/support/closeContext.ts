import type { BrowserContext, Page } from 'playwright'

/** How long Chromium may take to close the pages before it is asked again, in milliseconds. */
const patience = 2000

/** Closes a context. A full Chromium ignores the request of Playwright while a page runs its `pagehide` listeners, so the request is repeated. */
export async function closeContext(context: BrowserContext): Promise<void> {
  const repeat = setInterval(() => {
    for (const page of context.pages()) void closePage(context, page)
  }, patience)
  await context.close().finally(() => clearInterval(repeat))
}

async function closePage(context: BrowserContext, page: Page): Promise<void> {
  try {
    const session = await context.newCDPSession(page)
    await session.send('Page.close')
  } catch {
    // The page has closed meanwhile.
  }
}
