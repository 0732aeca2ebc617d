import { dev } from '../dev.js'
import { ConfigurationError, ServiceError } from '../errors.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { EngagementService } from '../model/engagementService.js'
import { hashText } from '../model/hashText.js'
import { toImpression } from '../model/impression.js'
import { questionMembers } from '../model/question.js'
import { validateAccountId } from '../model/validateAccountId.js'
import { livePersonPolicy } from './livePersonPolicy.js'

type Contract = Pick<
  EngagementService,
  'domain' | 'variant' | 'policy' | 'questionMembers' | 'sessionLimits' | 'validate' | 'isUnknownSession' | 'toWireImpression'
>

/** "Session not found", "unknown visitor" and "unknown session". Other codes of a 404, such as 18, do not concern the session. */
const unknownSessionCodes: readonly (number | undefined)[] = [12, 37, 39]

/**
 * The part of the service contract that App Engagement and Monitoring share.
 * @param options The options that decide the service's answers, besides `domain`.
 */
export function livePersonContract(domain: string | undefined, ...options: string[]): Contract {
  return {
    domain,
    variant: hashText(JSON.stringify([domain, ...options])),
    policy: livePersonPolicy,
    questionMembers,
    // LivePerson's Android SDK, "Campaigns": a session is a window of 6 hours, and ends after 30 minutes without use.
    sessionLimits: { maxAge: 6 * 60 * 60, idleTimeout: 30 * 60 },
    validate(accountId) {
      validateAccountId(accountId)
      if (domain === undefined || toBaseUrl(domain)) return
      throw new ConfigurationError(
        dev`domain "${domain}" of the service is invalid. Give a host, an origin, or a path on the page's own origin ("/chat-proxy").`,
      )
    },
    isUnknownSession(error) {
      if (!(error instanceof ServiceError)) return false
      // A gateway's 401, which has no error entity, says nothing about the session.
      const isEntity = error.internalCode !== undefined || error.serviceMessage !== undefined
      return (error.status === 401 && isEntity) || (error.status === 404 && unknownSessionCodes.includes(error.internalCode))
    },
    toWireImpression: toImpression,
  }
}
