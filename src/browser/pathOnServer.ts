import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'

type Fetch = typeof globalThis.fetch

/** True for a path on a server. A worker has no document, but it has a location. A server has neither. */
export function isPathOnServer(url: RequestInfo | URL): boolean {
  return String(url).startsWith('/') && typeof location === 'undefined'
}

export function createPathError(cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    dev`The address of the service is a path, and a server has no origin to which a path belongs. Give the client of the server a \`fetch\` that takes paths: \`fetch: (path, init) => fetch(new URL(String(path), 'https://www.site.example'), init)\`. Write the same path in the server and the browser.`,
    { cause },
  )
}

/**
 * Wraps the `fetch` of a site. A path that this function gives to the server's own `fetch` rejects with a ConfigurationError, which is not retried. All
 * platforms then reject with a TypeError whose text names the URL. Their texts of a network failure have no "URL" in capital letters.
 */
export function explainPaths(fetch: Fetch): Fetch {
  if (typeof location !== 'undefined') return fetch
  return async (url, init) => {
    try {
      return await fetch(url, init)
    } catch (error) {
      throw isPathOnServer(url) && /^TypeError: .*\bURLs?\b/.test(String(error)) ? createPathError(error) : error
    }
  }
}
