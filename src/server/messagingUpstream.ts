import { isRecord } from '../http/readers.js'
import { configurationHost } from '../liveperson/configurationHost.js'
import { callLivePerson } from './callLivePerson.js'
import { createDomains } from './createDomains.js'
import { createRouter, type Match, matchRoute, toTarget } from './matchRoute.js'
import { type MessagingEndpoint, messagingPaths } from './messagingRoutes.js'
import { readJsonBody } from './readJsonBody.js'
import { Refusal } from './refusal.js'
import { runInTime } from './runInTime.js'
import { toPublicConnectors, toPublicToken } from './toPublicMessaging.js'
import type { RelayAnswer } from './toRelayResponse.js'
import type { Upstream } from './upstream.js'
import type { LivePersonConfig, RelayConfig } from './validateRelayOptions.js'

/** Finds the token calls of messaging, and sends them on. */
export function createMessagingUpstream(
  { basePath, fetch, maxBody, timeout = 10 }: RelayConfig,
  { values, domain }: LivePersonConfig,
): Upstream {
  const router = createRouter(basePath, messagingPaths, values)
  const accountId = values.accountId as string
  const domains = createDomains({ fetch, timeout, accountId })

  /** The relay stores no host of a page, because only the page notices that a host has moved. */
  async function sendDomain(path: string): Promise<RelayAnswer> {
    const service = /service\/(\w+)/.exec(path)?.[1] as string
    const { host } = new URL(await domains.request(service))
    return { status: 200, body: JSON.stringify({ service, account: accountId, baseURI: host }) }
  }

  async function sendConnectors(target: string, getSignal: () => AbortSignal): Promise<RelayAnswer> {
    const response = await callLivePerson(fetch, () => {}, {
      url: configurationHost + target,
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      signal: getSignal(),
    })
    return { ...response, body: toPublicConnectors(response, [new URL(configurationHost).host], values.connectorId) }
  }

  async function sendToken(target: string, idToken: string | undefined, getSignal: () => AbortSignal): Promise<RelayAnswer> {
    const base = domain ?? (await domains.get('idp'))
    const response = await callLivePerson(fetch, () => domains.invalidate('idp'), {
      url: base + target,
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: idToken === undefined ? undefined : JSON.stringify({ id_token: idToken }),
      signal: getSignal(),
    })
    return { ...response, body: toPublicToken(response, [new URL(base).host, idToken ?? '']) }
  }

  async function send(request: Request, { endpoint: { call }, path, parameters }: Match<MessagingEndpoint>): Promise<RelayAnswer> {
    const isToken = call === 'authorize' || call === 'authenticate'
    const idToken = isToken
      ? readIdToken(await readJsonBody(request, { maxBytes: maxBody, timeout, isOptional: call === 'authorize' }))
      : undefined
    if (call === 'authenticate' && idToken === undefined) throw new Refusal(400, 'json')
    const target = toTarget(path, { ...parameters, ...values }, call === 'authenticate' ? { v: '3.0' } : {})
    const run = (getSignal: () => AbortSignal) => {
      if (isToken) return sendToken(target, idToken, getSignal)
      return call === 'domain' ? sendDomain(path) : sendConnectors(target, getSignal)
    }
    return runInTime(run, { timeout, status: 504, reason: 'timeout', signal: request.signal })
  }

  return (request, url) => {
    const match = matchRoute(router, request, url)
    return match && { route: 'token', isOpenToServers: false, send: () => send(request, match) }
  }
}

/** Reads the token of a body. A body without one stands for a new visitor. */
function readIdToken(body: unknown): string | undefined {
  if (body !== undefined && !isRecord(body)) throw new Refusal(400, 'json')
  const idToken = body?.id_token
  if (idToken === undefined || (typeof idToken === 'string' && idToken)) return idToken
  throw new Refusal(400, 'json')
}
