import { type QueryFunctionContext, queryOptions, skipToken, type UseQueryOptions } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ServiceError } from '../errors.js'
import type { ChatSessionPhase } from '../model/chatSessionPhase.js'
import { type AllowedOptions, pickAllowed } from '../react/allowedOptions.js'
import { bindQueryClient } from '../react/bindQueryClient.js'
import { engagementKeyPrefix } from '../react/engagementKeyPrefix.js'
import type { ChatSession, ChatSessionSelect, SelectedOf } from '../superoffice/chatSessionEntity.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { withoutSecrets } from '../superoffice/withoutSecrets.js'
import type { ChatSessionError } from './conflictError.js'
import { getChatSession } from './getChatSession.js'

export type ChatSessionQueryKey = readonly [
  ...ReturnType<typeof engagementKeyPrefix>,
  'chatSession',
  service: string,
  id: number,
  select: string,
]

type Options<data, selectData> = UseQueryOptions<data, ChatSessionError, selectData, ChatSessionQueryKey>

/** What `useChatSession` reads. */
export type ReadChatSession<select extends ChatSessionSelect | undefined> = SelectedOf<ChatSession, select>

export type ChatSessionQueryParameters<select extends ChatSessionSelect | undefined = undefined, selectData = ReadChatSession<select>> = {
  /** Undefined while no session is chosen: then nothing is read. */
  id: number | undefined
  /** The members to read. Without `Status` among them, how often to ask cannot follow it. @default all */
  select?: select | undefined
  /**
   * When to ask again, in milliseconds; false for never. Nothing is asked while the page is hidden.
   * @default after 4 s in a conversation, 10 s before one, 30 s after a failure or when it is finished, which it need not stay; never when it is over,
   * or there is no such session
   */
  refetchInterval?: Options<ReadChatSession<select>, selectData>['refetchInterval']
  /** TanStack Query's options, as far as they leave the asking alone. */
  query?: AllowedOptions<Options<ReadChatSession<select>, selectData>> | undefined
}

/** What TanStack Query's `queryOptions` makes of them. */
export type ChatSessionQueryOptions<data, selectData = data> = ReturnType<
  typeof queryOptions<data, ChatSessionError, selectData, ChatSessionQueryKey>
>

/** Stands in keys for the id that is not chosen yet. */
export const unchosenId = -1

/** How long to wait before a session is read again, in seconds: SuperOffice's documents publish no figure. */
const chatSessionPolling: Record<ChatSessionPhase, number | false> = {
  starting: 10,
  offline: 10,
  waiting: 10,
  conversation: 4,
  finished: 30,
  over: false,
  unknown: 10,
}

/** The key of a session's query. It holds nothing of what is in the session. */
export function chatSessionQueryKey(
  client: EngagementClient,
  { id, select = [] }: { id: number; select?: ChatSessionSelect | undefined },
): ChatSessionQueryKey {
  return [...chatSessionKeyPrefix(client, id), select.join()]
}

/** What the keys of a session's queries start with, whatever each has selected. */
export function chatSessionKeyPrefix(client: EngagementClient, id: number) {
  return [...engagementKeyPrefix(client), 'chatSession', client.chatSessions?.key ?? '', id] as const
}

/**
 * The query behind `useChatSession`: the session as the service has it, without its secrets, which have no place in a cache. Writes that were not
 * answered yet are not in it: those are the hook's.
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
    // Where a log-out has it read again, what ends what was begun before has to hear of that first.
    await Promise.resolve()
    return withoutSecrets(await getChatSession(client, { id, select, signal }))
  }

  const options = queryOptions({
    ...(pickAllowed(query) as object),
    queryKey: chatSessionQueryKey(client, { id, select }),
    queryFn: chosen === undefined ? skipToken : readSession,
    refetchInterval: refetchInterval as number,
    // Components that appear one after the other share what was read.
    staleTime: 2000,
    networkMode: 'always',
    retry: false,
  })
  // What was selected is known to the types alone.
  return options as unknown as ChatSessionQueryOptions<ReadChatSession<select>, selectData>
}

/** As often as the session may change; as seldom as can be after a failure, and not at all where there is no such session. */
function toRefetchInterval({ state: { data, error } }: { state: { data: unknown; error: unknown } }): number | false {
  if ((error as Partial<ServiceError> | null)?.status === 404) return false
  const delaySeconds = chatSessionPolling[error ? 'finished' : toChatSessionPhase((data as ChatSession | undefined)?.Status)]
  return delaySeconds === false ? false : delaySeconds * 1000
}
