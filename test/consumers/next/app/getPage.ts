import { QueryClient } from '@tanstack/react-query'
import type { EngagementClient, EngagementClientOptions, SessionIdentity } from 'react-engagement'
import { createClient } from './createClient'

type Page = { client: EngagementClient; queryClient: QueryClient }

let page: Page | undefined

/** Returns the clients of the page. They stay when the visitor leaves a route. A server renders each request with clients of its own. */
export function getPage(identity?: EngagementClientOptions['identity']): Page {
  if (typeof document === 'undefined') return createPage(identity)
  if (!page) {
    page = createPage(identity)
    storeVisitor(page.client.session.getState())
    page.client.session.subscribe(storeVisitor)
  }
  return page
}

const createPage = (identity: EngagementClientOptions['identity']): Page => ({
  client: createClient(identity),
  queryClient: new QueryClient(),
})

/** Writes the cookies that the server reads. A log-out clears the ids, and with them the cookies. */
function storeVisitor({ visitorId = '', sessionId = '' }: SessionIdentity): void {
  for (const [name, id] of Object.entries({ visitor: visitorId, 'visitor-session': sessionId })) {
    // biome-ignore lint/suspicious/noDocumentCookie: the baseline's Firefox has no Cookie Store.
    document.cookie = `${name}=${encodeURIComponent(id)}; path=/; max-age=${id ? 1800 : 0}; secure; samesite=lax`
  }
}
