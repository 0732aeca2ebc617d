import { createServer } from 'node:http'
import { join } from 'node:path'
import { build, type Rollup } from 'vite'
import { close, listen } from './loopback.js'

export type TabSite = {
  origin: string
  /** The same pages by plain http on a host of its own: no secure context, once a browser is told by `tabSiteFlag` where that is. */
  plainOrigin: string
  close: () => Promise<void>
}

const plainHost = 'shop.example'

export const tabSiteFlag = `--host-resolver-rules=MAP ${plainHost} 127.0.0.1`

/** Builds the page of `test/browser/tab` for production and serves it on loopback. */
export async function startTabSite(): Promise<TabSite> {
  const { output } = (await build({
    root: join(import.meta.dirname, '../browser/tab'),
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false },
  })) as Rollup.RollupOutput
  const files = new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]))
  const server = createServer((request, response) => {
    const isPage = request.url === '/'
    response
      .writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' })
      .end(files.get(isPage ? '/index.html' : (request.url ?? '')))
  })
  const origin = await listen(server)
  return { origin, plainOrigin: origin.replace('127.0.0.1', plainHost), close: () => close(server) }
}
