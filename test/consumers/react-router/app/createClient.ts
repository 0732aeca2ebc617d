import { createEngagementClient, type EngagementClientOptions, monitoring } from 'react-engagement'

const domain = import.meta.env.VITE_DOMAIN

/** For the server, which asks on behalf of the visitor, and the browser: each makes its own. */
export const createClient = (identity?: EngagementClientOptions['identity']) =>
  createEngagementClient({
    accountId: '12345678',
    service: monitoring({ appInstallationId: 'fixture', domain, onBehalf: import.meta.env.SSR }),
    identity,
  })
