import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ConfigurationError, SessionLostError } from '../errors.js'
import type { HttpRequest } from '../http/http.js'
import { readFields, toText } from '../http/readers.js'
import type { KnownIds } from '../model/engagement.js'
import { toImpression } from '../model/impression.js'
import type { EngagementService } from '../model/service.js'
import type { AppDetails } from './appEngagement.js'
import { createLivePersonHttp } from './createLivePersonHttp.js'
import { monitoringSchedule } from './schedules.js'
import { toMonitoringEngagement } from './toMonitoringEngagement.js'
import { toParameter } from './toParameter.js'
import { warnOfGuessableSubjects } from './warnOfGuessableSubjects.js'

/** What the app says of itself, as App Engagement takes it too. `os`, by the page's table, and `osName`, by its examples, are sent alike. */
export type ClientProperties = AppDetails & { osName?: NonNullable<AppDetails['os']> }

export type MonitoringOptions = {
  /** The app's key, from its installation in the account. */
  appInstallationId: string
  /**
   * With `1.1` a loading account is answered with 202, with `1.0` with 500.
   * @default '1.1'
   */
  version?: '1.0' | '1.1'
  /**
   * A host (`lo.smt.example`), an origin, or a path on the page's own origin (`/chat-proxy`).
   * @default what the Domain API answers for `smt`
   */
  domain?: string
  clientProperties?: ClientProperties
  /**
   * Whether the calls come from somebody else's address than the visitor's, such as a server's or a proxy's, which then says nothing of where
   * the visitor is.
   * @default false
   */
  onBehalf?: boolean
  /**
   * How a report is sent: as `POST` with `X-HTTP-Method-Override: PUT`, since the service's CORS rules were once seen to name no PUT, or as the
   * documented `PUT`.
   * @default 'post-override'
   */
  reportMethod?: 'post-override' | 'put'
}

/**
 * LivePerson's Monitoring API ("Engagement", "Report").
 * @throws ConfigurationError without an appInstallationId
 */
export function monitoring({
  appInstallationId,
  version = '1.1',
  domain,
  clientProperties,
  onBehalf = false,
  reportMethod = 'post-override',
}: MonitoringOptions): EngagementService {
  if (!appInstallationId) {
    throw new ConfigurationError(dev`monitoring() needs the appInstallationId that installing the app in the account gave.`)
  }
  const properties = clientProperties && { os: clientProperties.osName, osName: clientProperties.os, ...clientProperties }

  const toPath =
    (call: 'engagement' | 'report', { visitorId, sessionId }: Pick<KnownIds, 'visitorId' | 'sessionId'>): HttpRequest['path'] =>
    (loadingVisitorId = visitorId) =>
      `/app/${encodeURIComponent(appInstallationId)}/${call}?v=${version}${toParameter('vid', loadingVisitorId)}${toParameter('sid', sessionId)}${
        onBehalf ? '&obh=true' : ''
      }`

  return {
    key: `monitoring:${appInstallationId}`,
    domain,
    schedule: monitoringSchedule,
    connect: (context) => createLivePersonHttp('smt', domain, context),
    toWireImpression: toImpression,

    async getEngagement(http, { knownIds, question, signal }) {
      const { consumerId, identities, entryPoints, engagementAttributes } = question
      if (process.env.NODE_ENV !== 'production') {
        if (question.consumerSections)
          warnOnce('Monitoring takes no consumerSections: they were not sent. Use entryPoints, such as "sec://Support".')
        warnOfGuessableSubjects(identities, consumerId)
      }
      const body = { clientProperties: properties, consumerId, identities, entryPoints, engagementAttributes }
      return toMonitoringEngagement(await http({ method: 'POST', path: toPath('engagement', knownIds), body, signal }), knownIds)
    },

    async updateSession(http, { pageId, impAttributes = [], engagementAttributes = [], requestOptions, ...knownIds }) {
      const { status, body } = await http({
        method: 'PUT',
        methodOverride: reportMethod !== 'put',
        path: toPath('report', knownIds),
        body: { pageId, engagementAttributes: [...engagementAttributes, ...impAttributes] },
        ...requestOptions,
      })
      // 201 made a new session: impressions count only in the one that made the engagement.
      if (status === 201) throw new SessionLostError(dev`The service made a new session for the report.`)
      // The page's table names them otherwise than its example.
      const { vid, sid, ...otherIds } = readFields(body, { vid: toText, sid: toText, visitorId: toText, sessionId: toText, pageId: toText })
      return { visitorId: vid, sessionId: sid, ...otherIds }
    },
  }
}
