import type { RequestListener } from 'node:http'
import { resolve } from 'node:path'
import { type BuildEnvironmentOptions, build, type PluginOption, type Rollup } from 'vite'
import { devPlugin } from './devPlugin.js'

/**
 * Builds a page for production, and serves the page at `/` and its files beside it. The page is in `test/chromium` unless its path is given. The build
 * stays in memory, because several sites may start at once.
 */
export async function buildPage(
  name: string,
  options: BuildEnvironmentOptions = {},
  { alias = {}, plugins = [] }: { alias?: Record<string, string>; plugins?: PluginOption[] } = {},
): Promise<RequestListener> {
  const { output } = (await build({
    root: resolve(import.meta.dirname, '../chromium', name),
    configFile: false,
    logLevel: 'error',
    plugins: [...plugins, devPlugin],
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, ...options },
  })) as Rollup.RollupOutput
  const files = new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]))
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const isPage = pathname === '/'
    response.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' }).end(files.get(isPage ? '/index.html' : pathname))
  }
}
