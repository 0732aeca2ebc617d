import { warnOnce } from '../browser/warnOnce.js'
import type { HttpRequest } from '../http/http.js'
import { toText } from '../http/readers.js'
import type { KnownIds } from '../model/engagement.js'
import { toImpression } from '../model/impression.js'
import type { EngagementService } from '../model/service.js'
import { createLivePersonHttp } from './createLivePersonHttp.js'
import { appEngagementSchedule } from './schedules.js'
import { toEngagement } from './toEngagement.js'

/** What the app says of itself, for the service's own troubleshooting. Nothing is sent unless given. */
export type AppDetails = {
  os?: 'WINDOWS' | 'MAC_OSX' | 'LINUX' | 'IOS' | 'ANDROID'
  osVersion?: string
  appVersion?: string
  deviceFamily?: 'DESKTOP' | 'TABLET' | 'MOBILE'
  ipAddress?: string
}

export type AppEngagementOptions = {
  /**
   * The kind of external system, which decides the engagements that can be offered.
   * @default 'EXTERNAL'
   */
  appType?: 'EXTERNAL' | 'MSDK'
  appDetails?: AppDetails
  /**
   * A host (`lo.msdkgw.example`), an origin, or a path on the page's own origin (`/chat-proxy`).
   * @default what the Domain API answers for `msdkgw`
   */
  domain?: string
  /**
   * How an update is sent: as `PUT`, as documented, or as `POST` with `X-HTTP-Method-Override: PUT` where the service's CORS rules name no PUT.
   * @default 'put'
   */
  updateMethod?: 'put' | 'post-override'
}

/**
 * LivePerson's App Engagement API, version 1.0 ("Create Session", "Update Session").
 */
export function appEngagement({
  appType = 'EXTERNAL',
  appDetails,
  domain,
  updateMethod = 'put',
}: AppEngagementOptions = {}): EngagementService {
  return {
    key: 'app-engagement',
    domain,
    schedule: appEngagementSchedule,
    connect: (context) => createLivePersonHttp('msdkgw', domain, context),
    toWireImpression: toImpression,

    async getEngagement(http, { knownIds, question, signal }) {
      const { consumerSections, engagementAttributes } = question
      if (process.env.NODE_ENV !== 'production' && (question.entryPoints || question.identities || question.consumerId)) {
        warnOnce(
          'App Engagement takes no entryPoints, identities or consumerId: they were not sent. Use consumerSections, or the Monitoring API.',
        )
      }
      const body = { appType, appDetails, consumerSections, engagementAttributes }
      return toEngagement(await http({ method: 'POST', path: toPath(knownIds), body, signal }), knownIds, toOffer)
    },

    async updateSession(http, { pageId, impAttributes, engagementAttributes, requestOptions, ...knownIds }) {
      await http({
        method: 'PUT',
        methodOverride: updateMethod !== 'put',
        path: toPath(knownIds),
        body: { pageId, impAttributes, engagementAttributes },
        ...requestOptions,
      })
      return {}
    },
  }
}

/** The case of its status is not to be relied on: `NotAvailable` is seen as `Not Available` too. */
function toOffer({ status, engagementDetails }: Record<string, unknown>): unknown {
  return toText(status)?.toLowerCase() === 'available' ? engagementDetails : undefined
}

/** The visitor's segment is left out with its slash while there is no visitor: the documents give no form for that. */
function toPath({ visitorId, sessionId }: Pick<KnownIds, 'visitorId' | 'sessionId'>): HttpRequest['path'] {
  return (loadingVisitorId = visitorId) => {
    const visitor = loadingVisitorId ? `/${encodeURIComponent(loadingVisitorId)}` : ''
    const session = sessionId ? `&sid=${encodeURIComponent(sessionId)}` : ''
    return `/app/engagement/visitors${visitor}?v=1.0${session}`
  }
}
