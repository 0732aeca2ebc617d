import type { UpstreamAnswer, UpstreamRequest } from './relayUpstream.js'

/** The secrets that no response, event or error may contain. */
export const secrets = {
  authorization: 'Bearer 8A:PlantedToken.x1y2z3',
  appToken: 'PlantedAppToken4f5e6d',
  sessionKey: 'PlantedSessionKey7c8b9a',
  customerHost: 'planted-customer-host.example',
}

/** The values that no event may contain. */
export const personal = {
  visitorId: 'PlantedVisitor_aZ09-4711',
  sessionId: 'PlantedSession_bY18-0815',
  attribute: 'planted-attribute@customer.example',
  address: '203.0.113.77',
  chatSessionId: '47110815',
  cookie: 'PlantedCookie5150',
  idToken: 'PlantedIdToken.eyJzdWIiOiJhIn0.c2ln',
}

export const hosts = {
  domainApi: 'https://api.liveperson.net',
  appEngagement: 'https://lo.msdkgw.example',
  monitoring: 'https://lo.smt.example',
  superOffice: 'https://online7.superoffice.example',
  configuration: 'https://accdn.lpsnmedia.net',
}

/** Answers as the services do, with secrets at each place where the services could write them. */
export function answerAsServices({ method, url, headers }: UpstreamRequest): UpstreamAnswer {
  const { pathname, searchParams } = url
  const [, account, service] = /^\/api\/account\/(\w+)\/service\/(\w+)\/baseURI\.json$/.exec(pathname) ?? []
  if (service) return { body: { service, account, baseURI: `lo.${service}.example` } }
  if (pathname.endsWith('/anonymous/authorize')) return { body: { token: 'external-1', refresh: secrets.sessionKey, idp: hosts.domainApi } }
  if (pathname.endsWith('/authenticate')) return { body: { jwt: 'a.b.c', config: secrets.customerHost } }
  if (pathname.endsWith('/all-connectors')) return { body: [11, 12].map(toConnector) }
  if (pathname.includes('/ChatSession')) return { body: toChatSession(pathname) }
  const isUpdate = method === 'PUT' || headers['x-http-method-override'] === 'PUT'
  const [, visitor] = /\/app\/engagement\/visitors\/?([^/]*)$/.exec(pathname) ?? []
  const visitorId = visitor ?? searchParams.get('vid')
  const ids = { sessionId: searchParams.get('sid') ?? 'session-1', visitorId: visitorId || 'visitor-1', pageId: '5150' }
  if (visitor === undefined) return { status: isUpdate ? 200 : 201, body: ids }
  return isUpdate ? { text: '' } : { body: { status: 'Available', ...ids, engagementDetails } }
}

const engagementDetails = { campaignId: '2100000001', engagementId: '2100000002', engagementRevision: 7, contextId: '1' }

/** Returns a connector with members that no page needs. */
function toConnector(id: number): Record<string, unknown> {
  const configuration = {
    jsMethodName: 'lpTag.taglets.unAuthMessaging.lpUnauthFunction',
    issuer: secrets.customerHost,
    key: secrets.sessionKey,
  }
  return { id, name: 'Unauth', url: hosts.configuration, clientSecret: secrets.sessionKey, configuration }
}

/** Returns a chat session that ignores `$select`. */
function toChatSession(pathname: string): Record<string, unknown> {
  const { sessionKey, customerHost } = secrets
  const hidden = {
    SessionKey: sessionKey,
    sessionkey: sessionKey,
    CustomerHost: customerHost,
    CUSTOMERHOST: customerHost,
    _Links: { Self: `${hosts.superOffice}/Cust12345/api/v1/ChatSession/1` },
    _links: { Archive: hosts.superOffice },
    TableRight: { Mask: 'FULL', Reason: '' },
    tableRight: null,
    FieldProperties: { Status: { FieldRight: null } },
    fieldproperties: {},
  }
  return {
    ChatSessionId: Number(/\d+/.exec(pathname.split('/ChatSession')[1] ?? '')?.[0] ?? 1),
    TopicId: 3,
    Status: 'InQueue',
    CustomerName: 'Ada',
    CustomerEmail: 'ada@customer.example',
    ...hidden,
    Person: { PersonId: 5, FullName: 'Ada', ...hidden, Contact: [{ ContactId: 9, ...hidden }] },
  }
}
