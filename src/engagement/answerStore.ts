import type { QueryClient } from '@tanstack/react-query'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'
import { createViews, type EngagementViews, nothingYet } from './engagementStore.js'
import { engagementViewsOf } from './sharedStore.js'

/** Of an answer that the app has, or will have. */
export function viewsOfAnswer(client: EngagementClient, queryClient: QueryClient, engagement: Engagement | undefined): EngagementViews {
  const { given } = engagementViewsOf(client, queryClient)
  const key = engagement ?? nothingYet
  return given.get(key) ?? create()

  function create(): EngagementViews {
    const outcome = { ...nothingYet, data: engagement }
    const views = createViews(client, () => outcome)
    given.set(key, views)
    return views
  }
}
