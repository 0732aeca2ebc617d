import type { Query, QueryClient } from '@tanstack/react-query'
import type { ChatSession, ChatSessionChanges, ChatSessionSelect } from '../superoffice/chatSessionEntity.js'
import { toSelect, toSelectText } from './chatSessionQuery.js'
import { mergeMembers } from './mergeMembers.js'

export type ChatSessionResult = {
  /** The session as the service answered; undefined if its answer had none. */
  session: ChatSession | undefined
  /** The members that the answer was asked for. @default all */
  select?: ChatSessionSelect | undefined
  /** The changes that the service has accepted. They are known even if `select` leaves them out. */
  changes?: ChatSessionChanges | undefined
}

/**
 * Puts the result of a write into each cached query of its session.
 *
 * | query                            | becomes                                      | is read again |
 * | -------------------------------- | -------------------------------------------- | ------------- |
 * | it selects what the result has   | the result                                   | no            |
 * | it selects otherwise, with data  | its data with the members that are now known | yes           |
 * | no data, or no session in result | as before                                    | yes           |
 */
export function storeResultInQuery(
  queryClient: QueryClient,
  keyPrefix: readonly unknown[],
  { session, select, changes = {} }: ChatSessionResult,
): void {
  for (const { queryKey, state } of queryClient.getQueryCache().findAll({ queryKey: keyPrefix }) as Query<ChatSession>[]) {
    const selectText = queryKey.at(-1)
    if (session && selectText === toSelectText(select)) {
      queryClient.setQueryData(queryKey, session)
      continue
    }
    if (session && state.data) {
      const into = toSelect(selectText)
      // A result with all members has the changes too, as the service stored them.
      const changed = select?.length ? mergeMembers(state.data, changes, { into }) : state.data
      queryClient.setQueryData(queryKey, mergeMembers(changed, session, { from: select, into }))
    }
    void queryClient.invalidateQueries({ queryKey, exact: true })
  }
}
