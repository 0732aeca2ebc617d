import { refuse } from './errorResponses.js'
import type { Answer, ServerState, SimulatedRequest } from './simulator.js'
import { isEngagementAttribute, isImpression, isListOf, isMembers, isOneOf, isShaped, isText, requireFields } from './validate.js'
import type { SimulatedSession } from './visits.js'

const isAppDetails = isShaped({
  appVersion: isText,
  deviceFamily: isOneOf('DESKTOP', 'TABLET', 'MOBILE'),
  ipAddress: isText,
  os: isOneOf('WINDOWS', 'MAC_OSX', 'LINUX', 'IOS', 'ANDROID'),
  osVersion: isText,
})

export const appEngagementPath = /\/api\/account\/([^/]+)\/app\/engagement\/visitors(?:\/([^/]*))?$/

/** Answers App Engagement's Create Session. */
export function createAppEngagementSession(state: ServerState, request: SimulatedRequest, visitorId: string): Answer {
  const body = readBody(request)
  requireFields(
    body,
    {
      appType: isOneOf('MSDK', 'EXTERNAL'),
      appDetails: isAppDetails,
      consumerSections: isListOf(isText),
      engagementAttributes: isListOf(isEngagementAttribute),
    },
    ['appType'],
  )
  const sessionId = request.url.searchParams.get('sid')
  if (visitorId && !state.visits.isKnown(visitorId)) refuse(404, 37, 'Invalid visitor id')
  const openSession = sessionId ? findSession(state, visitorId, sessionId) : undefined
  const session = openSession ?? state.visits.startSession(visitorId || state.visits.addVisitor().visitorId)
  const ids = { sessionId: session.sessionId, visitorId: session.visitorId, pageId: state.visits.addPage(session) }
  state.attributes.push(...((body.engagementAttributes as unknown[]) ?? []))

  const { status, ...details } = state.offer
  if (status !== 'available') return { status: 200, body: { status: 'NotAvailable', ...ids } }
  const engagementDetails = { ...details, contextId: details.contextId ?? String(session.offers.length + 1) }
  session.offers.push(engagementDetails)
  return { status: 200, body: { status: 'Available', ...ids, engagementDetails } }
}

/** Answers App Engagement's Update Session with an empty body. */
export function updateAppEngagementSession(state: ServerState, request: SimulatedRequest, visitorId: string): Answer {
  const body = readBody(request)
  requireFields(body, { pageId: isText, impAttributes: isListOf(isImpression), engagementAttributes: isListOf(isEngagementAttribute) }, [
    'pageId',
  ])
  if (!state.visits.isKnown(visitorId)) refuse(404, 37, 'Invalid visitor id')
  const session = findSession(state, visitorId, request.url.searchParams.get('sid') ?? '')
  if (!session.pageIds.includes(body.pageId as string)) refuse(400, 5, 'pageId')
  const impressions = (body.impAttributes as Record<string, unknown>[]) ?? []
  if (!impressions.every((impression) => isOffered(session, impression))) refuse(400, 5, 'impAttributes')
  for (const impression of impressions) {
    state.impressions.push({ ...impression, visitorId, sessionId: session.sessionId, pageId: body.pageId as string, time: Date.now() })
  }
  state.attributes.push(...((body.engagementAttributes as unknown[]) ?? []))
  return { status: 200, body: '' }
}

function readBody({ url, body }: SimulatedRequest): Record<string, unknown> {
  if (url.searchParams.get('v') !== '1.0') refuse(400, 33, 'Illegal Version')
  if (isMembers(body)) return body
  return refuse(400, 5, 'body')
}

function findSession(state: ServerState, visitorId: string, sessionId: string): SimulatedSession {
  return state.visits.findSession(visitorId, sessionId) ?? refuse(404, 39, 'Invalid session id')
}

/** Returns whether the session made the impression's offer. The service refuses all other impressions. */
export function isOffered(session: SimulatedSession, { campaign, engId, revision, eContext }: Record<string, unknown>): boolean {
  const contextId = Array.isArray(eContext) ? eContext[0]?.id : undefined
  return session.offers.some(
    (offer) =>
      offer.campaignId === String(campaign) &&
      offer.engagementId === String(engId) &&
      offer.engagementRevision === revision &&
      (contextId === undefined || offer.contextId === contextId),
  )
}
