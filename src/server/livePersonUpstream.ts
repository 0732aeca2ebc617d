import { isRecord } from '../http/readers.js'
import { isErrorEntity, readErrorEntity, readVisitorId } from '../liveperson/errorEntity.js'
import { callLivePerson } from './callLivePerson.js'
import type { UpstreamResponse } from './callUpstream.js'
import { parseJson } from './copyJson.js'
import { createDomains } from './createDomains.js'
import { type LivePersonEndpoint, livePersonPaths, livePersonServices } from './livePersonRoutes.js'
import { createRouter, type Match, matchRoute, toTarget } from './matchRoute.js'
import { readJsonBody } from './readJsonBody.js'
import { Refusal } from './refusal.js'
import { runInTime } from './runInTime.js'
import { toPublicText } from './toPublicText.js'
import type { RelayAnswer } from './toRelayResponse.js'
import type { Upstream } from './upstream.js'
import type { LivePersonConfig, RelayConfig } from './validateRelayOptions.js'

const isoDate = /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(Z|[+-]\d\d:?\d\d)$/

/** Finds LivePerson's calls, and sends them on. */
export function createLivePersonUpstream(
  { basePath, fetch, maxBody, timeout = 10 }: RelayConfig,
  { values, services, domain }: LivePersonConfig,
): Upstream {
  const paths = services.flatMap((service) => (service === 'messaging' ? [] : livePersonPaths[service]))
  const router = createRouter(basePath, paths, values)
  const domains = createDomains({ fetch, timeout, accountId: values.accountId as string })

  async function send(request: Request, match: Match<LivePersonEndpoint>, address: string | undefined): Promise<RelayAnswer> {
    const { endpoint, path, parameters, query, isOverridden, method } = match
    const isReport = endpoint.route === 'report'
    const body = await readJsonBody(request, { maxBytes: isReport ? 4 * maxBody : maxBody, timeout })
    if (!isRecord(body)) throw new Refusal(400, 'json')
    const sentBody = JSON.stringify(toMembers(body, endpoint, address))
    const target = toTarget(path, { ...parameters, ...values }, { ...query, ...endpoint.addedQuery })
    const service = livePersonServices[endpoint.service]
    const call = async (getSignal: () => AbortSignal) => {
      const base = domain ?? (await domains.get(service))
      const response = await callLivePerson(fetch, () => domains.invalidate(service), {
        url: base + target,
        method: isOverridden ? 'POST' : method,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...(isOverridden && { 'x-http-method-override': 'PUT' }),
        },
        body: sentBody,
        signal: getSignal(),
      })
      return { ...response, body: toPublicEngagement(response, base, values.accountId) }
    }
    // Impressions must arrive, although the page has gone.
    const signal = isReport ? undefined : request.signal
    return runInTime(call, { timeout, status: 504, reason: 'timeout', signal })
  }

  return (request, url) => {
    const match = matchRoute(router, request, url)
    return match && { route: match.endpoint.route, isOpenToServers: true, send: (address) => send(request, match, address) }
  }
}

/** Returns the documented members of a body. The visitor's address comes from the relay alone. */
function toMembers(body: Record<string, unknown>, { members, addressMember }: LivePersonEndpoint, address: string | undefined): object {
  const sent = Object.fromEntries(members.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]))
  if (!addressMember) return sent
  const details = Object.entries(isRecord(sent[addressMember]) ? sent[addressMember] : {}).filter(([name]) => !/^ipAddress$/i.test(name))
  if (address) details.push(['ipAddress', address])
  return { ...sent, [addressMember]: details.length ? Object.fromEntries(details) : undefined }
}

/** Returns the body for the browser. Writes an error entity anew, so that it has no stack and no host. */
function toPublicEngagement({ status, text }: UpstreamResponse, base: string, accountId: string | undefined): string | null {
  if (!text.trim()) return null
  const body = parseJson(text)
  const isSuccess = status < 300
  if (isSuccess && body === undefined) throw new Refusal(502, 'body')
  // The text has ids of more digits than a number can have.
  if (isSuccess && !(isRecord(body) && isErrorEntity(body))) return text
  const entity = readErrorEntity(body)
  const { internalCode, message, time } = entity
  // The client repeats the request as this visitor.
  const visitorId = readVisitorId(entity)
  const secrets = [new URL(base).host]
  return JSON.stringify({
    time: typeof time === 'number' || isoDate.test(time ?? '') ? time : undefined,
    message:
      visitorId && isPublicId(visitorId, secrets) ? `Loading account: ${accountId}, vid: ${visitorId}` : toPublicText(message, secrets),
    internalCode,
  })
}

/** True if an id is no address. A number after a period belongs to an id. */
function isPublicId(id: string, secrets: readonly string[]): boolean {
  const name = id.replace(/\.\d+$/, '')
  return toPublicText(name, secrets) === name
}
