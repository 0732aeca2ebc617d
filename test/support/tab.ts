import { createServer } from 'node:http'
import { buildPage } from './buildPage.js'
import { close, listen } from './loopback.js'

export type TabSite = {
  origin: string
  /** The same pages by plain HTTP on another host, which is no secure context. A browser needs `tabSiteFlag` to find the host. */
  plainOrigin: string
  close: () => Promise<void>
}

const plainHost = 'shop.example'

export const tabSiteFlag = `--host-resolver-rules=MAP ${plainHost} 127.0.0.1`

/** Builds the page of `test/chromium/tab` for production and serves it on loopback. */
export async function startTabSite(): Promise<TabSite> {
  const server = createServer(await buildPage('tab'))
  const origin = await listen(server)
  return { origin, plainOrigin: origin.replace('127.0.0.1', plainHost), close: () => close(server) }
}
