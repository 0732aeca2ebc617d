import { appEngagement, createEngagementClient, type EngagementClientOptions } from 'react-engagement'

/** For the server and the browser alike: each makes its own. */
export const createClient = (identity?: EngagementClientOptions['identity']) =>
  createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: process.env.NEXT_PUBLIC_DOMAIN }), identity })
