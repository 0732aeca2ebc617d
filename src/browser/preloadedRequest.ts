import { createPathError, isPathOnServer } from './pathOnServer.js'

/** A client's first request, which the inline script sent before the bundle was there. The client takes its response. */
export type PreloadedRequest = {
  /** Empty if there is no response to take. */
  url?: string
  body?: string
  response?: Promise<Response>
}

/**
 * Returns the global through which the inline script hands its request to the client. A script that finds the global set sends nothing, because
 * a client is running.
 */
export function getPreloadedRequest(): PreloadedRequest {
  const page = globalThis as { reactEngagement?: PreloadedRequest }
  const { reactEngagement } = page
  // A browser makes an element or a frame of this name a global. Only our object is a plain one.
  if (reactEngagement && Object.getPrototypeOf(reactEngagement) === Object.prototype) return reactEngagement
  page.reactEngagement = { url: '' }
  return page.reactEngagement
}

/**
 * Calls the global `fetch`. For the address and body of the preloaded request, returns the preloaded response instead, once. Rejects a path on a server
 * with a ConfigurationError, which is not retried.
 */
export async function fetchOrTakePreloaded(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  if (isPathOnServer(url)) throw createPathError()
  const preloaded = getPreloadedRequest()
  if (preloaded.url !== url || preloaded.body !== init?.body) return fetch(url, init)
  preloaded.url = ''
  return preloaded.response as Promise<Response>
}
