/** What the script in the page's head has asked for: a client's first request, which is then not made again. */
export type Early = {
  /** Empty where there is nothing to take, or no more. */
  url?: string
  body?: string
  answer?: Promise<Response>
}

/** Where the script and the page's clients meet. A script that finds a client there already asks nothing. */
export function meetEarly(): Early {
  const page = globalThis as { reactEngagement?: Early }
  page.reactEngagement ??= { url: '' }
  return page.reactEngagement
}

/** The page's fetch; what the script has asked for already is taken from it, once. */
export function fetchEarly(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const early = meetEarly()
  if (early.url !== url || early.body !== init?.body) return fetch(url, init)
  early.url = ''
  return early.answer as Promise<Response>
}
