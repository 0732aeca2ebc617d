import { readFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { buildOnce } from './buildOnce.js'
import { devPlugin } from './devPlugin.js'
import { close, listen, readBody } from './loopback.js'

export type Site = {
  origin: string
  /** Where `/chat-proxy` of the site leads to. */
  proxy: { target: string }
  /** False for requests that the site refuses with 401. */
  isAllowed: (headers: IncomingHttpHeaders) => boolean
  /** The HTML at the beginning of the page's head. */
  head: string
  /** Files beside the built ones, by their path. */
  files: Map<string, string>
  /** The warnings and errors that the pages print, and the errors that nobody catches. */
  consoleOutput: string[]
  /** The page's bundle and its stylesheet are not sent before. */
  gate: Promise<unknown>
  close: () => Promise<void>
}

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

const builds = new Map<string, Promise<string>>()

/** Builds a page of `test/chromium` on one of the Reacts, in development mode. Returns the folder. */
function buildSite(react: 18 | 19, name: string): Promise<string> {
  const react18 = join(import.meta.dirname, '../react-18/node_modules')
  return buildOnce(
    `${name}-${react}`,
    ['src', `test/chromium/${name}`, 'test/support/site.ts', 'test/support/devPlugin.ts'],
    async (outDir) => {
      // Vite is loaded only if the page was not built before.
      const { build } = await import('vite')
      await build({
        root: join(import.meta.dirname, '../chromium', name),
        configFile: false,
        plugins: [devPlugin],
        logLevel: 'error',
        define: { 'process.env.NODE_ENV': '"development"' },
        resolve: { alias: react === 18 ? { react: join(react18, 'react'), 'react-dom': join(react18, 'react-dom') } : {} },
        build: { outDir, emptyOutDir: true, minify: false, cssMinify: true, chunkSizeWarningLimit: 4000 },
      })
    },
  )
}

/** Serves a page on loopback. It is built once, for however many. */
export async function startSite(react: 18 | 19, name = 'site'): Promise<Site> {
  const key = `${name}-${react}`
  const building = builds.get(key) ?? buildSite(react, name)
  builds.set(key, building)
  const outDir = await building
  const site: Site = {
    origin: '',
    proxy: { target: '' },
    isAllowed: () => true,
    head: '',
    files: new Map(),
    consoleOutput: [],
    gate: Promise.resolve(),
    close: () => close(server),
  }
  const server = createServer(async (request, response) => {
    const url = request.url ?? '/'
    const { pathname: path, searchParams } = new URL(url, 'http://site')
    const policy = searchParams.get('policy')
    if (policy) response.setHeader('content-security-policy', policy)
    if (!site.isAllowed(request.headers)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="preview"' }).end()
      return
    }
    if (path === '/console') {
      site.consoleOutput.push(await readBody(request))
      response.writeHead(204).end()
      return
    }
    if (path.startsWith('/chat-proxy/')) {
      const { method = 'GET', headers } = request
      const passed = ['x-http-method-override', 'x-xsrf-token'].filter((name) => headers[name])
      const body = await readBody(request)
      const answer = await fetch(site.proxy.target + url.slice('/chat-proxy'.length), {
        method,
        headers: Object.fromEntries(passed.map((name) => [name, String(headers[name])])),
        redirect: 'manual',
        ...(body && { body }),
      })
      const location = answer.headers.get('location')
      response.writeHead(answer.status, location ? { location, 'cache-control': 'no-store' } : {}).end(await answer.text())
      return
    }
    const file = path === '/' ? '/index.html' : path
    try {
      const built = site.files.get(file) ?? (await readFile(join(outDir, file), 'utf8'))
      if (file.startsWith('/assets/')) await site.gate
      const content = path === '/' ? built.replace('<title>', () => `${site.head}<title>`) : built
      response.writeHead(200, { 'content-type': types[file.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(content)
    } catch {
      response.writeHead(204).end()
    }
  })
  site.origin = await listen(server)
  return site
}
