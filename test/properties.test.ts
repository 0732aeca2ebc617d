import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { appEngagement, type Engagement, EngagementError, getEngagement, monitoring, updateSession } from '../src/index.js'
import { createTestClient } from './support/client.js'

// Thousands of answers take seconds where the machine is shared.
vi.setConfig({ testTimeout: 60_000 })

const services = {
  'App Engagement': appEngagement({ domain: 'lo.msdkgw.example' }),
  Monitoring: monitoring({ appInstallationId: '123', domain: 'lo.smt.example' }),
}

/** The members that the services use, so that random values reach the readers. */
const member = fc.constantFrom(
  'status',
  'visitorId',
  'sessionId',
  'pageId',
  'vid',
  'sid',
  'engagementDetails',
  'internalCode',
  'message',
  'time',
)
const detail = fc.constantFrom(
  'campaignId',
  'engagementId',
  'engagementRevision',
  'contextId',
  'conversationId',
  'status',
  'validForSeconds',
  'skillId',
  '__proto__',
)
const knownText = fc.constantFrom(
  'Available',
  'NotAvailable',
  'expose',
  'conversation',
  'interaction',
  'Loading account: , vid: ',
  '44',
  '',
)
const value = fc.oneof(knownText, fc.jsonValue({ maxDepth: 2 }))
const details = fc.dictionary(detail, value, { noNullPrototype: true })
const id = fc.oneof(fc.nat(), fc.nat().map(String))
const offer = fc.record(
  {
    campaignId: id,
    engagementId: id,
    engagementRevision: id,
    contextId: id,
    conversationId: knownText,
    status: knownText,
    validForSeconds: id,
  },
  { requiredKeys: ['campaignId', 'engagementId', 'engagementRevision'] },
)
const json = fc.oneof(
  fc.record({
    visitorId: id,
    sessionId: id,
    pageId: id,
    status: knownText,
    engagementDetails: fc.oneof(offer, fc.array(offer, { maxLength: 3 })),
  }),
  fc.jsonValue(),
  fc.dictionary(member, fc.oneof(value, details, fc.array(details, { maxLength: 3 })), { noNullPrototype: true }),
  fc.record({
    visitorId: fc.string(),
    sessionId: fc.string(),
    pageId: fc.oneof(fc.string(), fc.integer()),
    status: knownText,
    engagementDetails: fc.oneof(details, fc.array(details)),
  }),
)
const text = fc.oneof(
  json.map((body) => JSON.stringify(body)),
  fc.string(),
)
const status = fc.constantFrom(200, 201, 202, 204, 400, 401, 404, 422, 429, 500, 503)

function isWellTyped(engagement: Engagement): boolean {
  const ids = [engagement.visitorId, engagement.sessionId, engagement.pageId]
  if (engagement.status !== 'unavailable') ids.push(engagement.campaignId, engagement.engagementId)
  if (engagement.status === 'conversation') ids.push(engagement.conversationId)
  const isNumbered = engagement.status === 'unavailable' || Number.isFinite(engagement.engagementRevision)
  return isNumbered && ids.every((id) => typeof id === 'string' && id !== '')
}

describe.each(Object.entries(services))('%s', (name, service) => {
  /** A client that makes one attempt, with this response. */
  function createClient(status: number, text: string) {
    const fetch = async () => new Response(status === 204 ? null : text, { status })
    return createTestClient({ service, retry: { schedule: [] }, fetch }).client
  }

  test('behavior: every answer becomes a well-typed engagement or an EngagementError', async () => {
    await fc.assert(
      fc.asyncProperty(status, text, async (code, text) => {
        const client = createClient(code, text)
        const outcome = await getEngagement(client).catch((error: unknown) => error)
        expect(outcome instanceof EngagementError || isWellTyped(outcome as Engagement)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('behavior: every response to an update is a success or an EngagementError', async () => {
    await fc.assert(
      fc.asyncProperty(status, text, async (code, text) => {
        const client = createClient(code, text)
        client.core.session.setIdentity({ visitorId: 'v', sessionId: 's', pageId: '1' }, 'service')
        const outcome = await updateSession(client, {}).catch((error: unknown) => error)
        expect(outcome === undefined || outcome instanceof EngagementError).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('behavior: an engagement that is written as an answer is read as the same engagement', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const read = (body: unknown) => getEngagement(createClient(200, JSON.stringify(body)))
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(json, async (body) => {
        const first = await read(body).catch(() => undefined)
        if (!first) return
        seen.add(first.status)
        // The statuses of the engagement, as the service writes them.
        const { visitorId, sessionId, pageId, ...rest } = first
        const statuses = { available: ['Available', 'expose'], conversation: ['', 'conversation'], unavailable: ['NotAvailable', ''] }[
          first.status
        ]
        const expiresAt = 'expiresAt' in first ? first.expiresAt : undefined
        const validForSeconds = expiresAt === undefined ? undefined : (expiresAt - Date.now()) / 1000
        const engagementDetails = { ...rest, status: statuses[1], validForSeconds }
        expect(await read({ visitorId, sessionId, pageId, status: statuses[0], engagementDetails })).toEqual(first)
      }),
      { numRuns: 2000 },
    )
    expect([...seen].sort()).toEqual(name === 'Monitoring' ? ['available', 'conversation', 'unavailable'] : ['available', 'unavailable'])
  })
})
