import type { Endpoint, RoutePath } from './matchRoute.js'

/** A request of messaging. `authorize` makes an anonymous visitor's token, and `authenticate` makes LivePerson's own one of it. */
export type MessagingEndpoint = Endpoint & { call: 'domain' | 'authorize' | 'authenticate' | 'connectors' }

const connectors: MessagingEndpoint = { call: 'connectors', query: {} }
const authorize: MessagingEndpoint = { call: 'authorize', query: {} }
const authenticate: MessagingEndpoint = { call: 'authenticate', query: { v: /^3\.0$/ } }
const domain: MessagingEndpoint = { call: 'domain', query: { version: /^1\.0$/ } }

/** The parts of messaging that the Domain API names: the tokens, the socket and the files. */
const services = ['idp', 'asyncMessagingEnt', 'swift']

/** The paths of messaging that LivePerson's documents have, and that the client needs. The socket is none of them. */
export const messagingPaths: readonly RoutePath<MessagingEndpoint>[] = [
  ...services.map((service) => ({ path: `/api/account/{accountId}/service/${service}/baseURI.json`, methods: { GET: domain } })),
  { path: '/api/account/{accountId}/anonymous/authorize', methods: { POST: authorize } },
  { path: '/api/account/{accountId}/app/{connectorId}/authenticate', methods: { POST: authenticate } },
  { path: '/api/account/{accountId}/configuration/le-connectors/all-connectors', methods: { GET: connectors } },
]
