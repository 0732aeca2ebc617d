import { isOffered } from './appEngagementServer.js'
import { refuse } from './errorResponses.js'
import type { Answer, ServerState, SimulatedRequest } from './simulator.js'
import { isEngagementAttribute, isImpression, isListOf, isMembers, isOneOf, isShaped, isText, requireFields } from './validate.js'
import type { SimulatedSession } from './visits.js'

export const monitoringPath = /\/api\/account\/([^/]+)\/app\/([^/]+)\/(engagement|report)$/

const isSystem = isOneOf('WINDOWS', 'MAC_OSX', 'LINUX', 'IOS', 'ANDROID')

const bodyFields = {
  consumerId: isText,
  identities: isListOf(isShaped({ iss: isText, acr: isText, sub: isText }, ['acr', 'sub'])),
  entryPoints: isListOf(isText),
  clientProperties: isShaped({
    appVersion: isText,
    deviceFamily: isOneOf('DESKTOP', 'TABLET', 'MOBILE'),
    ipAddress: isText,
    os: isSystem,
    osName: isSystem,
    osVersion: isText,
  }),
}

/** Answers Monitoring's Engagement: 200 in the named session, 201 with a new session. */
export function answerMonitoringEngagement(state: ServerState, request: SimulatedRequest): Answer {
  const body = readBody(request)
  requireFields(body, { ...bodyFields, engagementAttributes: isListOf(isEngagementAttribute) })
  const { session, status, ids } = visit(state, request)
  state.attributes.push(...((body.engagementAttributes as unknown[]) ?? []))
  return { status, body: { ...ids, ...offerIn(state, session) } }
}

/** Answers Monitoring's Report. A report to a session that has ended does not count, and starts a new session. */
export function answerMonitoringReport(state: ServerState, request: SimulatedRequest): Answer {
  const body = readBody(request)
  const isReported = (value: unknown) => isEngagementAttribute(value) || isImpression(value)
  requireFields(body, { ...bodyFields, pageId: isText, engagementAttributes: isListOf(isReported) }, ['engagementAttributes'])
  const { session, status, ids } = visit(state, request)
  if (status === 201) return { status, body: ids }
  const reported = body.engagementAttributes as Record<string, unknown>[]
  const impressions = reported.filter(isImpression)
  if (!impressions.every((impression) => isOffered(session, impression))) refuse(400, 5, 'engagementAttributes')
  const pageId = typeof body.pageId === 'string' ? body.pageId : ids.pageId
  for (const impression of impressions) {
    state.impressions.push({ ...impression, visitorId: ids.visitorId, sessionId: ids.sessionId, pageId, time: Date.now() })
  }
  state.attributes.push(...reported.filter(isEngagementAttribute))
  return { status, body: { ...ids, pageId } }
}

function readBody({ url, body }: SimulatedRequest): Record<string, unknown> {
  if (!['1.0', '1.1'].includes(url.searchParams.get('v') ?? '')) refuse(400, 33, 'Illegal Version')
  if (!['true', 'false', null].includes(url.searchParams.get('obh'))) refuse(400, 5, 'obh')
  if (isMembers(body)) return body
  return refuse(400, 5, 'body')
}

/** Returns the session that the query names, or a new one if that session has ended or none is named. Unknown ids are refused. */
function visit({ visits }: ServerState, { url }: SimulatedRequest) {
  const vid = url.searchParams.get('vid') ?? ''
  const sid = url.searchParams.get('sid') ?? ''
  if (vid && !visits.isKnown(vid)) refuse(404, 37, 'Invalid visitor id')
  if (sid && !visits.hadSession(vid, sid)) refuse(404, 39, 'Invalid session id')
  const openSession = sid ? visits.findSession(vid, sid) : undefined
  const session = openSession ?? visits.startSession(vid || visits.addVisitor().visitorId)
  const ids = { sessionId: session.sessionId, visitorId: session.visitorId, pageId: visits.addPage(session) }
  return { session, status: openSession ? 200 : 201, ids }
}

/** Returns the offer in the format of the documents' examples: ids are numbers, and the details are a list. */
function offerIn({ offer }: ServerState, session: SimulatedSession) {
  if (offer.status === 'unavailable') return {}
  const { campaignId, engagementId, engagementRevision, connectorId, conversationId = 'conversation-1' } = offer
  const details = {
    campaignId: Number(campaignId),
    engagementId: Number(engagementId),
    engagementRevision,
    connectorId: Number(connectorId ?? 2642324112),
  }
  if (offer.status === 'conversation') return { engagementDetails: [{ ...details, conversationId, status: 'conversation' }] }
  const contextId = offer.contextId ?? String(session.offers.length + 1)
  session.offers.push({ contextId, campaignId, engagementId, engagementRevision })
  return { engagementDetails: [{ ...details, contextId, status: 'expose' }] }
}
