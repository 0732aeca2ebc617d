import { appEngagement, createEngagementClient, type Engagement, EngagementButton, useEngagement } from 'react-engagement'

// @ts-expect-error a client has a service, or chat sessions
createEngagementClient({ accountId: '1' })

// @ts-expect-error an option that does not exist
createEngagementClient({ accountId: '1', service: appEngagement(), servce: 1 })

// @ts-expect-error asking is the library's
export const useFresh = () => useEngagement({ query: { staleTime: 0 } })

// @ts-expect-error only an offer has a campaign
export const toCampaign = (engagement: Engagement) => engagement.campaignId

// @ts-expect-error it is the engagement that comes first
export const button = <EngagementButton onAccept={(event: MouseEvent) => event} />
