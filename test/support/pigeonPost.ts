import { dev } from '../../src/dev.js'
import { createHttp } from '../../src/http/createHttp.js'
import { readFields, toNumber, toText } from '../../src/http/readers.js'
import { ConfigurationError, type Engagement, type EngagementService, type Question, ResponseError, ServiceError } from '../../src/index.js'

/** The question's members of this service: where the visitor's house is. */
export type PigeonQuestion = { roof: 'flat' | 'gabled' }

/** A page passes this service's question like any other. */
export const toQuestion = (question: PigeonQuestion): Question => question as Question

const fields = { bird: toText, flight: toText, landing: toText }

const offerFields = { grain: toText, bag: toText, weight: toNumber, ring: toText, minutes: toNumber }

/**
 * A made-up service that delivers chats by pigeon. It shares no format with LivePerson: no path, id, error, question, impression or limit. This file
 * contains the whole service. A third service needs only such a file, its export, its test and its row in the README.
 */
export function pigeonPost({ loft }: { loft: string }): EngagementService {
  return {
    key: `pigeon-post:${loft}`,
    domain: loft,
    schedule: [1, 2],
    questionMembers: ['roof'],
    sessionLimits: { maxAge: 60 * 60, idleTimeout: 10 * 60 },

    policy: {
      timeout: 5,
      toError({ status, body }) {
        const { coo } = readFields(body, { coo: toText })
        if (status < 400 && !coo) return undefined
        return new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: coo })
      },
      // This service is busy with 420, and a 5xx is final.
      isRetryable: (error) => error instanceof ServiceError && error.status === 420,
    },

    validate(accountId) {
      if (!accountId.startsWith('coop-')) throw new ConfigurationError(dev`accountId "${accountId}" is no coop. Begin it with "coop-".`)
    },

    connect({ accountId, emit, ...context }) {
      return createHttp({
        ...context,
        policy: this.policy,
        baseUrl: async () => `${loft}/${accountId}`,
        onRetry: (info) => emit({ type: 'retrying', ...info }),
      })
    },

    isUnknownSession: (error) => error instanceof ServiceError && error.serviceMessage === 'flown away',

    toWireImpression(type, { campaignId, contextId }) {
      // A pigeon reports two things only.
      const seen = { impDisplay: 'seen', impAccept: 'fed' }[type as string]
      return seen ? { type, [seen]: campaignId, ring: contextId } : undefined
    },

    async getEngagement(http, { knownIds, question, signal }): Promise<Engagement> {
      const { roof } = question as PigeonQuestion
      const { body } = await http({
        method: 'POST',
        path: () => `/coo?bird=${knownIds.visitorId ?? ''}&flight=${knownIds.sessionId ?? ''}`,
        body: { roof },
        signal,
      })
      const { bird = knownIds.visitorId, flight, landing, ...offer } = readFields(body, { ...fields, ...offerFields })
      if (!bird || !flight || !landing) throw new ResponseError(dev`The response names no bird, flight or landing. Check the loft.`)
      const ids = { visitorId: bird, sessionId: flight, pageId: landing }
      const { grain, bag, weight, ring, minutes } = offer
      if (!grain || !bag || weight === undefined || !ring || minutes === undefined) return { status: 'unavailable', ...ids }
      const expiresAt = Date.now() + minutes * 60_000
      return { status: 'available', ...ids, campaignId: grain, engagementId: bag, engagementRevision: weight, contextId: ring, expiresAt }
    },

    async updateSession(http, { visitorId, sessionId, impAttributes = [], requestOptions }) {
      await http({ method: 'PATCH', path: () => `/crumbs/${visitorId}/${sessionId}`, body: { crumbs: impAttributes }, ...requestOptions })
      return {}
    },
  }
}
