import type { QueryClient } from '@tanstack/react-query'
import type { Engagement } from '../api/engagement.js'
import type { EngagementClient } from '../client.js'
import { createViews, type EngagementViews, nothingYet } from './engagementViews.js'
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
