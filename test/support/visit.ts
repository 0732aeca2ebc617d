import { createServer } from 'node:http'
import { buildPage } from './buildPage.js'
import { close, listen, readBody } from './loopback.js'

/** Impressions that an unloading page reported as handed over to the browser. */
export type Handed = { types: string[]; at: number }

export type VisitSite = {
  origin: string
  /** The same pages, on another site. */
  otherOrigin: string
  /** The impressions that the page of a visit handed over. */
  handed: (id: string) => Handed[]
  close: () => Promise<void>
}

/** Builds the page of `test/chromium/visit` for production and serves it on loopback, with a plain page at `/elsewhere`. */
export async function startVisitSite(): Promise<VisitSite> {
  const servePage = await buildPage('visit', { minify: false, target: 'esnext' })
  const handed = new Map<string, Handed[]>()
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site')
    if (pathname === '/handed') {
      handed.set(search.slice(1), [...(handed.get(search.slice(1)) ?? []), JSON.parse(await readBody(request))])
      response.writeHead(204).end()
    } else if (pathname === '/elsewhere') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title><link rel="icon" href="data:," />')
    } else {
      servePage(request, response)
    }
  })
  const origin = await listen(server)
  return {
    origin,
    otherOrigin: origin.replace('127.0.0.1', 'localhost'),
    handed: (id) => handed.get(id) ?? [],
    close: () => close(server),
  }
}
