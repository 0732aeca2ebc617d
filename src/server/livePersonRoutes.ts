import type { Endpoint, RoutePath } from './matchRoute.js'
import type { RelayRoute } from './relay.js'

/** The services of LivePerson that have routes, with their names at the Domain API. */
export const livePersonServices = { appEngagement: 'msdkgw', monitoring: 'smt' } as const

export type LivePersonServiceName = keyof typeof livePersonServices

export type LivePersonEndpoint = Endpoint & {
  service: LivePersonServiceName
  route: RelayRoute
  /** The members of the body. Others are not sent. */
  members: readonly string[]
  /** The member that has the visitor's address as its `ipAddress`. */
  addressMember?: string
  /** The parameters that the relay adds to the query. */
  addedQuery?: Readonly<Record<string, string>>
}

/** The ids of a query are opaque. */
const id = /^\P{Cc}{1,512}$/u

const appEngagementQuery = { v: /^1\.0$/, sid: id }

const createSession: LivePersonEndpoint = {
  service: 'appEngagement',
  route: 'engagement',
  query: appEngagementQuery,
  members: ['appType', 'appDetails', 'consumerSections', 'engagementAttributes'],
  addressMember: 'appDetails',
}

const updateSession: LivePersonEndpoint = {
  service: 'appEngagement',
  route: 'report',
  query: appEngagementQuery,
  members: ['pageId', 'impAttributes', 'engagementAttributes'],
  isOverridable: true,
}

/** The relay decides `obh`, because the service must not derive the visitor's location from the relay's address. */
const monitoringQuery = { v: /^1\.[01]$/, vid: id, sid: id, obh: /^(true|false)$/ }
const monitoringAddedQuery = { obh: 'true' }

const engagement: LivePersonEndpoint = {
  service: 'monitoring',
  route: 'engagement',
  query: monitoringQuery,
  members: ['clientProperties', 'consumerId', 'identities', 'entryPoints', 'engagementAttributes'],
  addressMember: 'clientProperties',
  addedQuery: monitoringAddedQuery,
}

const report: LivePersonEndpoint = {
  service: 'monitoring',
  route: 'report',
  query: monitoringQuery,
  members: ['pageId', 'consumerId', 'identities', 'entryPoints', 'engagementAttributes'],
  isOverridable: true,
  addedQuery: monitoringAddedQuery,
}

/** The paths that LivePerson's documents have. `messagingRoutes.ts` has those of messaging. */
export const livePersonPaths: Readonly<Record<LivePersonServiceName, readonly RoutePath<LivePersonEndpoint>[]>> = {
  appEngagement: [
    { path: '/api/account/{accountId}/app/engagement/visitors', methods: { POST: createSession } },
    { path: '/api/account/{accountId}/app/engagement/visitors/{visitorId}', methods: { POST: createSession, PUT: updateSession } },
  ],
  monitoring: [
    { path: '/api/account/{accountId}/app/{appInstallationId}/engagement', methods: { POST: engagement } },
    { path: '/api/account/{accountId}/app/{appInstallationId}/report', methods: { PUT: report } },
  ],
}
