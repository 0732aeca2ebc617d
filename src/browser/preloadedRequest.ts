/** What the script in the page's head has asked for: a client's first request, which is then not made again. */
export type PreloadedRequest = {
  /** Empty where there is nothing to take, or no more. */
  url?: string
  body?: string
  response?: Promise<Response>
}

/** Where the script and the page's clients meet. A script that finds a client there already asks nothing. */
export function getPreloadedRequest(): PreloadedRequest {
  const page = globalThis as { reactEngagement?: PreloadedRequest }
  page.reactEngagement ??= { url: '' }
  return page.reactEngagement
}

/** The page's fetch; what the script has asked for already is taken from it, once. */
export function fetchOrTakePreloaded(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const preloaded = getPreloadedRequest()
  if (preloaded.url !== url || preloaded.body !== init?.body) return fetch(url, init)
  preloaded.url = ''
  return preloaded.response as Promise<Response>
}
