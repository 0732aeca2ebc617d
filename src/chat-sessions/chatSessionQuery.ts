import { type QueryFunctionContext, queryOptions, type UseQueryOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ServiceError } from '../errors.js'
import type { ChatSessionPhase } from '../model/chatSessionPhase.js'
import { type AllowedOptions, noDefaults, pickAllowed } from '../react/allowedOptions.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import type { ChatSession, ChatSessionSelect, SelectedOf } from '../superoffice/chatSessionEntity.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import type { ChatSessionError } from './conflictError.js'
import { getChatSession } from './getChatSession.js'

/** The query key of a chat session. `select` lists the selected members. It is empty for all members. */
export type ChatSessionQueryKey = readonly [
  ...ReturnType<typeof engagementKeyPrefix>,
  'chatSession',
  service: string,
  id: number,
  select: string,
]

type Options<data, selectData> = UseQueryOptions<data, ChatSessionError, selectData, ChatSessionQueryKey>

/** The data of `useChatSession`: the session, or its selected members. */
export type ReadChatSession<select extends ChatSessionSelect | undefined> = SelectedOf<ChatSession, select>

/** A chat session, the members to read, and the options of the query. */
export type ChatSessionQueryParameters<select extends ChatSessionSelect | undefined = undefined, selectData = ReadChatSession<select>> = {
  /** The session's id. While it is undefined, nothing is requested. */
  id: number | undefined
  /** The members to read. Without `Status`, the interval of the polls cannot follow the status. @default all */
  select?: select | undefined
  /**
   * The time until the next poll, in milliseconds; false for no polls. A hidden page does not poll.
   * @default 4 s in a conversation, 10 s before one, 30 s after a failure or in the status `Finished`. A customer may write again after `Finished`. A
   * session that is over, or that the service does not know, is not polled.
   */
  refetchInterval?: Options<ReadChatSession<select>, selectData>['refetchInterval'] | undefined
  /** TanStack Query's options, except those that decide when to send a request. */
  query?: AllowedOptions<Options<ReadChatSession<select>, selectData>> | undefined
}

/** The return type of TanStack Query's `queryOptions`. */
export type ChatSessionQueryOptions<data, selectData = data> = ReturnType<
  typeof queryOptions<data, ChatSessionError, selectData, ChatSessionQueryKey>
>

/** Stands in keys for an id that is undefined. */
export const unchosenId = -1

/** The delay of the next poll, in seconds, or false for none. SuperOffice's documents publish no figures. */
const chatSessionPolling: Record<ChatSessionPhase, number | false> = {
  starting: 10,
  offline: 10,
  waiting: 10,
  conversation: 4,
  finished: 30,
  over: false,
  unknown: 10,
}

/** Marks queries and mutations whose data names people. A persister leaves them out with the recipe in `docs/superoffice.md`. */
export const unpersisted = { persist: false } as const

/** Returns the key of a session's query. The key has no personal data. */
export function chatSessionQueryKey(
  client: EngagementClient,
  { id, select }: { id: number; select?: ChatSessionSelect | undefined },
): ChatSessionQueryKey {
  return [...chatSessionKeyPrefix(client, id), toSelectText(select)]
}

/** Joins the selected members for a key. The text is empty for all members. */
export function toSelectText(select: ChatSessionSelect | undefined): string {
  return select?.join() ?? ''
}

/** Reads the selected members from the text in a key. */
export function toSelect(selectText: unknown): ChatSessionSelect | undefined {
  return selectText ? (String(selectText).split(',') as readonly string[] as ChatSessionSelect) : undefined
}

/** Returns the prefix that the keys of a session's queries share, whatever members each query selects. */
export function chatSessionKeyPrefix(client: EngagementClient, id: number) {
  return [...engagementKeyPrefix(client), 'chatSession', client.chatSessions?.key ?? '', id] as const
}

/**
 * Returns the options of the query behind `useChatSession`. Its data is the session as the service has it. The secrets are removed, because a cache must
 * not hold them. Pending writes are not in its data. The hook adds them.
 */
export function chatSessionQueryOptions<
  const select extends ChatSessionSelect | undefined = undefined,
  selectData = ReadChatSession<select>,
>(
  client: EngagementClient,
  { id: chosen, select, refetchInterval = toRefetchInterval, query }: ChatSessionQueryParameters<select, selectData>,
): ChatSessionQueryOptions<ReadChatSession<select>, selectData> {
  const id = chosen ?? unchosenId

  async function readSession({ client: queryClient, signal }: QueryFunctionContext): Promise<unknown> {
    bindQueryClient(client, queryClient)
    // A reset starts this read. Its other listeners run first, because one of them discards the API with the old credentials.
    await Promise.resolve()
    return withoutSecrets(await getChatSession(client, { id, select, signal }))
  }

  const options = queryOptions({
    ...noDefaults,
    ...(pickAllowed(query) as object),
    meta: { ...unpersisted, ...query?.meta },
    queryKey: chatSessionQueryKey(client, { id, select }),
    // `skipToken` would make `refetch()` fail with a bare Error and a message in the console, instead of a ConfigurationError.
    ...(chosen === undefined && { enabled: false }),
    queryFn: readSession,
    refetchInterval: refetchInterval as number,
    // A site-wide default would poll on a hidden page.
    refetchIntervalInBackground: false,
    // Components that mount one after the other share one response.
    staleTime: 2000,
    networkMode: 'always',
    retry: false,
  })
  // Only the types know the selected members.
  return options as unknown as ChatSessionQueryOptions<ReadChatSession<select>, selectData>
}

/**
 * Returns the delay of the phase, in milliseconds, or false for no polls. A failure has the delay of `finished`. A 404 ends the polls, because the
 * service does not know the session.
 */
function toRefetchInterval({ state: { data, error } }: { state: { data: unknown; error: unknown } }): number | false {
  if ((error as Partial<ServiceError> | null)?.status === 404) return false
  const delaySeconds = chatSessionPolling[error ? 'finished' : toChatSessionPhase((data as ChatSession | undefined)?.Status)]
  return delaySeconds === false ? false : delaySeconds * 1000
}
