import { readErrorEntity } from '../superoffice/errorEntity.js'
import { toApiUrl } from '../superoffice/toApiUrl.js'
import { authorizeRequest } from './authorizeRequest.js'
import { callUpstream, type UpstreamRequest, type UpstreamResponse } from './callUpstream.js'
import { copyJson, parseJson } from './copyJson.js'
import { isHiddenMember, pickMembers, toAgentPatch, toCustomerPatch, toEntity } from './customerRules.js'
import { createRouter, type Match, matchRoute, toTarget } from './matchRoute.js'
import { readJsonBody } from './readJsonBody.js'
import { Refusal } from './refusal.js'
import type { Grant } from './relay.js'
import { runInTime } from './runInTime.js'
import { type SuperOfficeEndpoint, superOfficePaths } from './superOfficeRoutes.js'
import { toPublicText } from './toPublicText.js'
import type { RelayAnswer } from './toRelayResponse.js'
import type { Upstream } from './upstream.js'
import type { RelayConfig, SuperOfficeConfig } from './validateRelayOptions.js'

/** Finds the calls of SuperOffice's chat sessions, asks `authorize`, and sends them on. */
export function createSuperOfficeUpstream(
  { basePath, fetch, maxBody, timeout = 30, onEvent }: RelayConfig,
  { appToken, customerReads, customerWrites, ...options }: SuperOfficeConfig,
): Upstream {
  const router = createRouter(`${basePath}/superoffice/api/v1`, superOfficePaths, {})
  /** The credential that the service refused last. Requests in flight that have it renew it once. */
  let refusedAuthorization: string | undefined

  function renewCredential(refused: string): void {
    if (refused === refusedAuthorization) return
    refusedAuthorization = refused
    options.authorization.invalidate?.()
    onEvent({ type: 'credentialRenewed' })
  }

  async function callTenant(
    request: Omit<UpstreamRequest, 'url' | 'headers'>,
    target: string,
  ): Promise<UpstreamResponse & { secrets: string[] }> {
    let isRenewed = false
    let lastBase: string | undefined
    for (;;) {
      const base = await toBase(options.baseUrl)
      if (base === lastBase) throw new Refusal(502, 'redirect')
      const authorization = await toCredential(options.authorization)
      const response = await callUpstream(fetch, {
        ...request,
        url: base + target,
        headers: {
          accept: 'application/json',
          ...(request.body !== undefined && { 'content-type': 'application/json' }),
          authorization,
          ...(appToken && { 'so-apptoken': appToken }),
          'so-timezone': 'UTC,includeTZOffset',
        },
      }).catch((error) => {
        // The tenant may have moved to another host.
        if (error.status === 502 && typeof options.baseUrl === 'function') options.baseUrl.invalidate?.()
        throw error
      })
      if (response.isRedirect) {
        // The tenant may have moved to another host.
        if (lastBase || typeof options.baseUrl === 'string') throw new Refusal(502, 'redirect')
        lastBase = base
        options.baseUrl.invalidate?.()
      } else if (!isRenewed && (response.status === 401 || response.status === 403)) {
        isRenewed = true
        renewCredential(authorization)
      } else if (response.status === 401) throw new Refusal(502, 'credential')
      else return { ...response, secrets: [authorization, authorization.replace(/^\S+ /, ''), appToken ?? '', new URL(base).host] }
    }
  }

  /** Returns the body that is sent; undefined for an endpoint without a body. */
  async function toBody(request: Request, { endpoint, parameters }: Match<SuperOfficeEndpoint>, { role }: Grant): Promise<unknown> {
    const { body: kind, operation } = endpoint
    if (!kind) return undefined
    const maxBytes = operation === 'create' ? maxBody : 4 * maxBody
    const value = copyJson(await readJsonBody(request, { maxBytes, timeout, isPatch: kind === 'patch' }), isHiddenMember)
    const chatSessionId = parameters.chatSessionId ?? '0'
    if (kind === 'entity') return toEntity(value, chatSessionId)
    return role === 'customer' ? toCustomerPatch(value, customerReads, customerWrites) : toAgentPatch(value, chatSessionId)
  }

  async function send(request: Request, match: Match<SuperOfficeEndpoint>): Promise<RelayAnswer> {
    const { endpoint, parameters, query, method, path } = match
    const target = { operation: endpoint.operation, chatSessionId: parameters.chatSessionId }
    const grant = await authorizeRequest(request, target, { authorize: options.authorize, timeout })
    const isCustomer = grant.role === 'customer'
    if (isCustomer && !/^(read|update)$/.test(endpoint.operation)) throw new Refusal(403, 'rules')
    if (!isCustomer && query.$select?.split(/[,/]/).some(isHiddenMember)) throw new Refusal(400, 'query')
    const body = await toBody(request, match, grant)
    const address = toTarget(path, parameters, isCustomer ? { $select: customerReads.join() } : query)
    return runInTime(
      async (signal) => {
        const response = await callTenant({ method, body: body === undefined ? undefined : JSON.stringify(body), signal }, address)
        return { ...response, body: toPublicBody(response, isCustomer ? customerReads : undefined) }
      },
      { timeout, status: 504, reason: 'timeout', signal: request.signal },
    )
  }

  return (request) => {
    const match = matchRoute(router, request)
    return match && { route: 'chatSession', isOpenToServers: false, send: () => send(request, match) }
  }
}

async function toBase(baseUrl: SuperOfficeConfig['baseUrl']): Promise<string> {
  try {
    return toApiUrl(typeof baseUrl === 'string' ? baseUrl : await baseUrl()) as string
  } catch {
    throw new Refusal(502, 'baseUrl')
  }
}

async function toCredential(authorization: SuperOfficeConfig['authorization']): Promise<string> {
  const value: unknown = await Promise.resolve()
    .then(authorization)
    .catch(() => undefined)
  if (typeof value === 'string' && /^[\t\x20-\x7e]+$/.test(value)) return value
  throw new Refusal(502, 'credential')
}

/** Returns the body for the browser, without hidden members. Writes an error entity anew, so that it has no stack, host or credential. */
function toPublicBody(
  { status, text, secrets }: { status: number; text: string; secrets: string[] },
  reads?: readonly string[],
): string | null {
  if (!text.trim()) return null
  const body = parseJson(text)
  const isSuccess = status < 300
  if (isSuccess && body === undefined) throw new Refusal(502, 'body')
  const { isError, serviceMessage, errorType } = readErrorEntity(body)
  if (!isSuccess || isError) {
    const hasType = errorType && /^[\w.]{1,100}$/.test(errorType)
    return JSON.stringify({ Error: true, ErrorType: hasType ? errorType : undefined, ErrorMessage: toPublicText(serviceMessage, secrets) })
  }
  try {
    const shown = copyJson(body, isHiddenMember)
    return JSON.stringify(reads ? pickMembers(shown, reads) : shown)
  } catch {
    throw new Refusal(502, 'body')
  }
}
