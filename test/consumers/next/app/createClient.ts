import { appEngagement, createEngagementClient, type EngagementClient, type EngagementClientOptions } from 'react-engagement'

type Identity = EngagementClientOptions['identity']

/** For the server, which makes a client per request, and for the browser. */
export const createClient = (identity?: Identity): EngagementClient =>
  createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: process.env.NEXT_PUBLIC_DOMAIN }), identity })
