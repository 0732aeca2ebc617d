import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { HttpRequest } from '../http/http.js'
import { readFields, toText } from '../http/readers.js'
import type { KnownIds } from '../model/engagement.js'
import type { EngagementService } from '../model/engagementService.js'
import { NewSessionError } from '../model/newSessionError.js'
import type { AppDetails } from './appEngagement.js'
import { createLivePersonHttp } from './createLivePersonHttp.js'
import { livePersonContract } from './livePersonContract.js'
import { livePersonPolicy } from './livePersonPolicy.js'
import { monitoringSchedule } from './livePersonSchedules.js'
import { sendReport } from './sendReport.js'
import { toMonitoringEngagement } from './toMonitoringEngagement.js'
import { toParameter } from './toParameter.js'
import { warnOfGuessableSubjects } from './warnOfGuessableSubjects.js'

/**
 * Details of the app, the same as for App Engagement. Both `os` and `osName` are sent, because the page's table names `os` and its examples
 * name `osName`.
 */
export type ClientProperties = AppDetails & {
  /** The operating system, by the name that the examples use. */
  osName?: AppDetails['os'] | undefined
}

/** The options of `monitoring`. */
export type MonitoringOptions = {
  /** The key that the account gives to an installed app. */
  appInstallationId: string
  /**
   * The version of the API. For a loading account, version `1.1` responds with 202 and version `1.0` with 500.
   * @default '1.1'
   */
  version?: '1.0' | '1.1' | undefined
  /**
   * The place of the service: a host (`lo.smt.example`), an origin, or a path on the page's own origin (`/chat-proxy`).
   * @default the host that the Domain API names for `smt`
   */
  domain?: string | undefined
  /** Details of the app. */
  clientProperties?: ClientProperties | undefined
  /**
   * True if the requests come from another address than the visitor's, such as a server's or a proxy's. The service then does not derive the
   * visitor's location from the address.
   * @default false
   */
  onBehalf?: boolean | undefined
  /**
   * The method of a report: `POST` with `X-HTTP-Method-Override: PUT`, or the documented `PUT`. The default is `POST`, because the service's CORS
   * rules were once seen without PUT.
   * @default 'post-override'
   */
  reportMethod?: 'post-override' | 'put' | undefined
}

function toProperties({ os, osName, ...properties }: ClientProperties): ClientProperties {
  return { os: os ?? osName, osName: osName ?? os, ...properties }
}

/**
 * Makes the service for LivePerson's Monitoring API ("Engagement", "Report").
 * @throws ConfigurationError if `appInstallationId` is missing
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
    throw new ConfigurationError(dev`monitoring() has no appInstallationId. Give the id that the account assigned to your installed app.`)
  }
  const properties = clientProperties && toProperties(clientProperties)

  const toPath =
    (call: 'engagement' | 'report', { visitorId, sessionId }: Pick<KnownIds, 'visitorId' | 'sessionId'>): HttpRequest['path'] =>
    (loadingVisitorId = visitorId) =>
      `/app/${encodeURIComponent(appInstallationId)}/${call}?v=${version}${toParameter('vid', loadingVisitorId)}${toParameter('sid', sessionId)}${
        onBehalf ? '&obh=true' : ''
      }`

  return {
    key: `monitoring:${appInstallationId}`,
    ...livePersonContract(domain, version),
    schedule: monitoringSchedule,
    connect: (context) => createLivePersonHttp('smt', domain, context, livePersonPolicy),

    async getEngagement(http, { knownIds, question, signal }) {
      const { consumerId, identities, entryPoints, engagementAttributes } = question
      if (process.env.NODE_ENV !== 'production') {
        if (question.consumerSections)
          warnOnce('Monitoring does not accept consumerSections, so they were not sent. Use entryPoints, such as "sec://Support".')
        warnOfGuessableSubjects(identities, consumerId)
      }
      const body = { clientProperties: properties, consumerId, identities, entryPoints, engagementAttributes }
      return toMonitoringEngagement(await http({ method: 'POST', path: toPath('engagement', knownIds), body, signal }), knownIds)
    },

    async updateSession(http, { pageId, impAttributes = [], engagementAttributes = [], requestOptions, ...request }) {
      const { consumerId, identities, entryPoints } = request
      if (process.env.NODE_ENV !== 'production') warnOfGuessableSubjects(identities, consumerId)
      const { status, body } = await sendReport(http, {
        method: 'PUT',
        methodOverride: reportMethod !== 'put',
        path: () => toPath('report', request)(),
        body: { pageId, consumerId, identities, entryPoints, engagementAttributes: [...engagementAttributes, ...impAttributes] },
        ...requestOptions,
      })
      // The page's table and its example name the ids differently.
      const { vid, sid, ...otherIds } = readFields(body, { vid: toText, sid: toText, visitorId: toText, sessionId: toText, pageId: toText })
      const ids = { visitorId: vid, sessionId: sid, ...otherIds }
      if (status !== 201) return ids
      // A 201 means that the service made a new session. Impressions count only in the session that made the engagement.
      throw new NewSessionError(
        dev`The service made a new session, so the report did not count. The next engagement request continues in the new session.`,
        ids,
      )
    },
  }
}
