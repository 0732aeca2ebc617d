import { appEngagement, createEngagementClient } from 'react-engagement'
import { engagementGlobalTypes, loadEngagement, withEngagement } from 'react-engagement/storybook'
import { createSimulator } from 'react-engagement/testing'

const simulator = createSimulator({ accountId: '12345678' })
simulator.offer({ status: 'unavailable' })
simulator.fail({ call: 'engagement', status: 503, times: 2 })

export const client = createEngagementClient({ accountId: '12345678', service: appEngagement(), fetch: simulator.fetch })
export const asked: string[] = simulator.requests.map(({ url }) => url)

export const preview = { decorators: [withEngagement], loaders: [loadEngagement], globalTypes: engagementGlobalTypes }
export const OutOfHours = { parameters: { engagement: { offer: { status: 'unavailable' } } } }
