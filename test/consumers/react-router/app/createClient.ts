import {
  createEngagementClient,
  type EngagementClient,
  type EngagementClientOptions,
  monitoring,
  type SessionIdentity,
} from 'react-engagement'

type Identity = EngagementClientOptions['identity']

const service = monitoring({ appInstallationId: 'fixture', domain: '/chat-proxy', onBehalf: import.meta.env.SSR })

/** For the server, which makes a client per request and asks on behalf of the visitor, and for the browser. */
export const createClient = (identity?: Identity, fetch?: EngagementClientOptions['fetch']): EngagementClient =>
  createEngagementClient({ accountId: '12345678', service, identity, fetch })

let pageClient: EngagementClient | undefined

/** Returns the client of the page. It stays when the visitor leaves a route. A server renders each request with a client of its own. */
export function getClient(identity?: Identity): EngagementClient {
  if (import.meta.env.SSR) return createClient(identity)
  if (!pageClient) {
    pageClient = createClient(identity)
    storeVisitor(pageClient.session.getState())
    pageClient.session.subscribe(storeVisitor)
  }
  return pageClient
}

/** Writes the cookies that the server reads. A log-out clears the ids, and with them the cookies. */
function storeVisitor({ visitorId = '', sessionId = '' }: SessionIdentity): void {
  for (const [name, id] of Object.entries({ visitor: visitorId, 'visitor-session': sessionId })) {
    // biome-ignore lint/suspicious/noDocumentCookie: the baseline's Firefox has no Cookie Store.
    document.cookie = `${name}=${encodeURIComponent(id)}; path=/; max-age=${id ? 1800 : 0}; secure; samesite=lax`
  }
}

/** Reads the cookies of `storeVisitor`. */
export function readVisitor(request: Request): Identity {
  const cookies = new URLSearchParams(request.headers.get('cookie')?.replaceAll('; ', '&'))
  return { visitorId: cookies.get('visitor') ?? undefined, sessionId: cookies.get('visitor-session') ?? undefined }
}
