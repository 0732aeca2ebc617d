import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ServiceError, SessionLostError } from '../errors.js'
import type { HttpRequest } from '../http/http.js'
import { toText } from '../http/readers.js'
import type { KnownIds } from '../model/engagement.js'
import type { EngagementService } from '../model/engagementService.js'
import type { Question } from '../model/question.js'
import { createLivePersonHttp } from './createLivePersonHttp.js'
import { livePersonContract } from './livePersonContract.js'
import { appEngagementPolicy } from './livePersonPolicy.js'
import { appEngagementSchedule } from './livePersonSchedules.js'
import { sendReport } from './sendReport.js'
import { toEngagement } from './toEngagement.js'

/** Details of the app, for the service's own troubleshooting. Only the given members are sent. */
export type AppDetails = {
  /** The operating system. */
  os?: 'WINDOWS' | 'MAC_OSX' | 'LINUX' | 'IOS' | 'ANDROID' | undefined
  /** The version of the operating system. */
  osVersion?: string | undefined
  /** The version of the app. */
  appVersion?: string | undefined
  /** The kind of device. */
  deviceFamily?: 'DESKTOP' | 'TABLET' | 'MOBILE' | undefined
  /** The visitor's IP address, if a server sends the requests. */
  ipAddress?: string | undefined
  /** The type of the app, which only the page's prose names. */
  type?: string | undefined
  /** The platform of the app, which only the page's prose names. */
  platform?: string | undefined
  /** The name of the app, which only the page's prose names. */
  name?: string | undefined
  /** A version, which only the page's prose names. */
  version?: string | undefined
  /** The time of the visitor's clock, which only the page's prose names. */
  clientTimestamp?: number | string | undefined
  /** Further members. The page's prose names "Type, Platform, Name, Version, Client timestamp", and no document shows how they are spelled. */
  [member: string]: number | string | undefined
}

/** The options of `appEngagement`. */
export type AppEngagementOptions = {
  /**
   * The kind of external system. The kind decides which engagements the service can offer.
   * @default 'EXTERNAL'
   */
  appType?: 'EXTERNAL' | 'MSDK' | undefined
  /** Details of the app. */
  appDetails?: AppDetails | undefined
  /**
   * The place of the service: a host (`lo.msdkgw.example`), an origin, or a path on the page's own origin (`/chat-proxy`).
   * @default the host that the Domain API names for `msdkgw`
   */
  domain?: string | undefined
  /**
   * The method of an update: `PUT`, as documented, or `POST` with `X-HTTP-Method-Override: PUT`. Use the latter if the service's CORS rules do
   * not allow PUT.
   * @default 'put'
   */
  updateMethod?: 'put' | 'post-override' | undefined
}

/**
 * Makes the service for LivePerson's App Engagement API, version 1.0 ("Create Session", "Update Session").
 */
export function appEngagement({
  appType = 'EXTERNAL',
  appDetails,
  domain,
  updateMethod = 'put',
}: AppEngagementOptions = {}): EngagementService {
  return {
    key: 'app-engagement',
    ...livePersonContract(domain, appType),
    policy: appEngagementPolicy,
    schedule: appEngagementSchedule,
    connect: (context) => createLivePersonHttp('msdkgw', domain, context, appEngagementPolicy),

    async getEngagement(http, { knownIds, question, signal }) {
      const { consumerSections, engagementAttributes } = question
      if (process.env.NODE_ENV !== 'production') warnOfIgnored(question)
      const body = { appType, appDetails, consumerSections, engagementAttributes }
      const answer = await http({ method: 'POST', path: toPath(knownIds), body, signal }).catch((cause) => {
        const hasIds = Boolean(knownIds.visitorId || knownIds.sessionId)
        throw hasIds && isUnknownPath(cause)
          ? new SessionLostError(
              dev`The service does not know the visitor or the session of the request. Request an engagement again: the response starts a new session.`,
              { cause },
            )
          : cause
      })
      return toEngagement(answer, knownIds, toOffer)
    },

    async updateSession(http, { pageId, impAttributes, engagementAttributes, requestOptions, ...request }) {
      if (process.env.NODE_ENV !== 'production') warnOfIgnored(request)
      await sendReport(http, {
        method: 'PUT',
        methodOverride: updateMethod !== 'put',
        path: () => toPath(request)(),
        body: { pageId, impAttributes, engagementAttributes },
        ...requestOptions,
      })
      return {}
    },
  }
}

/** Warns, in development, if a request has members that only the Monitoring API takes. */
function warnOfIgnored({ entryPoints, identities, consumerId }: Question): void {
  if (entryPoints || identities || consumerId) {
    warnOnce(
      'App Engagement does not accept entryPoints, identities or consumerId, so they were not sent. Use consumerSections, or the Monitoring API.',
    )
  }
}

/** True for a 404 without a code. The path contains the ids, so the service may not know them. */
function isUnknownPath(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404 && error.internalCode === undefined
}

/** The comparison ignores case, because the documents write the other status both `NotAvailable` and `Not Available`. */
function toOffer({ status, engagementDetails }: Record<string, unknown>): unknown {
  return toText(status)?.toLowerCase() === 'available' ? engagementDetails : undefined
}

/** Without a visitor, the path lacks the visitor's segment and its slash. The documents give no form for that case. */
function toPath({ visitorId, sessionId }: Pick<KnownIds, 'visitorId' | 'sessionId'>): HttpRequest['path'] {
  return (loadingVisitorId = visitorId) => {
    const visitor = loadingVisitorId ? `/${encodeURIComponent(loadingVisitorId)}` : ''
    const session = sessionId ? `&sid=${encodeURIComponent(sessionId)}` : ''
    return `/app/engagement/visitors${visitor}?v=1.0${session}`
  }
}
