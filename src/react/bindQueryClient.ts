import { type Query, QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { engagementKeyPrefix } from './engagementKeyPrefix.js'

const ownQueryClients = new WeakMap<object, QueryClient>()

/** Returns the QueryClient of an owner, for a page without one. In a browser the owner is the client, on a server the value of a provider. */
export function queryClientOf(owner: object): QueryClient {
  const queryClient = ownQueryClients.get(owner) ?? new QueryClient()
  ownQueryClients.set(owner, queryClient)
  return queryClient
}

/** The QueryClients that `keepAnswered` watches. */
const watchedQueryClients = new WeakSet<QueryClient>()

/**
 * Binds a QueryClient to the client, once. After that, a reset clears the client's queries, and those on the page request again. Returns the
 * binding: an object that stands for this client in this QueryClient. The client and the QueryClient do not hold each other in memory.
 */
export function bindQueryClient(client: EngagementClient, queryClient: QueryClient): object {
  return client.core.bindings.get(queryClient) ?? bind(client, queryClient)
}

function bind(client: EngagementClient, queryClient: QueryClient): object {
  const binding = {}
  client.core.bindings.set(queryClient, binding)
  if (isServer) return binding
  if (!watchedQueryClients.has(queryClient)) {
    watchedQueryClients.add(queryClient)
    keepAnswered(queryClient)
  }
  restartOnReset(client, new WeakRef(queryClient))
  return binding
}

/**
 * Ensures that the library's queries on the page have an answer. A site may remove, cancel or reset all queries of its QueryClient at any time. TanStack
 * Query then sends nothing for a static query:
 *
 *   a query on the page is removed              → back into the cache, with its answer
 *   a query on the page has no answer, no error
 *   and no request                              → requests an answer
 */
function keepAnswered(queryClient: QueryClient): void {
  const cache = queryClient.getQueryCache()
  cache.subscribe(({ type, query }) => {
    if (query.queryKey[0] !== 'react-engagement' || !query.isActive()) return
    if (type === 'removed') {
      cache.add(query)
      // The removal has cancelled its request.
      query.setState({ fetchStatus: 'idle' })
    } else if (type === 'updated') {
      // TanStack Query itself may send a request next, in the same task.
      queueMicrotask(() => void requestIfUnanswered(query))
    }
  })
}

async function requestIfUnanswered(query: Query): Promise<void> {
  const { status, fetchStatus } = query.state
  if (status === 'pending' && fetchStatus === 'idle' && query.isActive()) await request(query)
}

/** Requests a new answer for a query, or joins its request. Never rejects, because the query has the error. */
export async function request(query: Query): Promise<void> {
  await query.fetch().catch(() => {})
}

/** Ends the request of a query, and changes the rest of its state if one is given. A silent cancel leaves no error in the query. */
export function cancelRequest(query: Query, state: Partial<Query['state']> = {}): void {
  void query.cancel({ silent: true })
  query.setState({ ...state, fetchStatus: 'idle' })
}

/** Takes a weak reference, because the client holds its listeners in memory. */
function restartOnReset(client: EngagementClient, queryClientRef: WeakRef<QueryClient>): void {
  const stop = client.subscribe(({ type }) => {
    const queryClient = queryClientRef.deref()
    if (!queryClient) stop()
    if (type !== 'reset') return
    for (const query of queryClient?.getQueryCache().findAll({ queryKey: engagementKeyPrefix(client) }) ?? []) {
      cancelRequest(query, unanswered)
    }
  })
}

/** The state of a query without a result. */
export const unanswered = { data: undefined, dataUpdatedAt: 0, error: null, status: 'pending', isInvalidated: false } as const
