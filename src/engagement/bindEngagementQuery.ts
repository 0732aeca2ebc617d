import type { QueryClient } from '@tanstack/react-query'
import { isServer } from '../browser/isServer.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import type { EngagementStore } from './createEngagementStore.js'
import { refreshExpiredQueries } from './refreshExpiredQuery.js'

/** A client's stores in one QueryClient. */
type EngagementBinding = {
  /** The stores of questions, by their hashes. Undefined until the first call of `bindEngagementQuery`. */
  byQuestion?: Map<string, EngagementStore>
  /** The stores of answers that the app has. Undefined until the app gives one. */
  byEngagement?: WeakMap<object, EngagementStore>
}

/**
 * Binds the engagement queries of a QueryClient to the client, once. After that, a visitor's return to the page refreshes expired offers. Returns the
 * stores of the binding.
 */
export function bindEngagementQuery(
  client: EngagementClient,
  queryClient: QueryClient,
): EngagementBinding & Required<Pick<EngagementBinding, 'byQuestion'>> {
  const binding: EngagementBinding = bindQueryClient(client, queryClient)
  const isBound = binding.byQuestion !== undefined
  binding.byQuestion ??= new Map()
  if (!isBound && !isServer) refreshOnReturn(client, new WeakRef(queryClient))
  return binding as ReturnType<typeof bindEngagementQuery>
}

/** Takes a weak reference, because the client holds its listeners in memory. */
function refreshOnReturn(client: EngagementClient, queryClientRef: WeakRef<QueryClient>): void {
  const { returnListeners } = client.core
  const onReturn = () => {
    const queryClient = queryClientRef.deref()
    if (queryClient) void refreshExpiredQueries(client, queryClient)
    else returnListeners.delete(onReturn)
  }
  returnListeners.add(onReturn)
}
