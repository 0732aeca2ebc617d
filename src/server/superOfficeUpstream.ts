import { authorizeRequest } from './authorizeRequest.js'
import { erasableMembers, readErasable, toPublicChatSession } from './chatSessionBody.js'
import { createTenantCall, type TenantResponse } from './createTenantCall.js'
import { toMemberTree } from './customerRules.js'
import { isHiddenMember } from './hiddenMembers.js'
import { createRouter, type Match, matchRoute, toTarget } from './matchRoute.js'
import { toAgentPatch, toCustomerPatch, toEntity } from './patchRules.js'
import { readJsonBody } from './readJsonBody.js'
import { Refusal } from './refusal.js'
import type { Grant } from './relay.js'
import { runInTime } from './runInTime.js'
import { type SuperOfficeEndpoint, superOfficePaths } from './superOfficeRoutes.js'
import type { RelayAnswer } from './toRelayResponse.js'
import type { Upstream } from './upstream.js'
import type { RelayConfig, SuperOfficeConfig } from './validateRelayOptions.js'

/** Finds the calls of SuperOffice's chat sessions, asks `authorize`, and sends them on. */
export function createSuperOfficeUpstream(
  { basePath, fetch, maxBody, timeout = 30, onEvent }: RelayConfig,
  { authorize, customerReads, customerWrites, ...options }: SuperOfficeConfig,
): Upstream {
  const router = createRouter(`${basePath}/superoffice/api/v1`, superOfficePaths, {})
  const customerSelect = customerReads.join()
  const customerTree = toMemberTree(customerReads)
  const callTenant = createTenantCall({ fetch, onEvent, ...options })

  async function send(request: Request, { endpoint, parameters, query, method, path }: Match<SuperOfficeEndpoint>): Promise<RelayAnswer> {
    const { operation } = endpoint
    const { chatSessionId } = parameters
    const { role } = await authorizeRequest(request, { operation, chatSessionId }, { authorize, timeout })
    const isCustomer = role === 'customer'
    if (isCustomer && operation !== 'read' && operation !== 'update') throw new Refusal(403, 'rules')
    if (!isCustomer && query.$select?.split(/[,/]/).some(isHiddenMember)) throw new Refusal(400, 'query')
    const body = await readBody(request, { endpoint, chatSessionId, role })
    const toAnswer = (response: TenantResponse) => ({
      ...response,
      body: toPublicChatSession(response, isCustomer ? customerTree : undefined),
    })

    const call = async (getSignal: () => AbortSignal) => {
      const signal = getSignal()
      const target = toTarget(path, parameters, isCustomer ? { $select: customerSelect } : query)
      if (operation !== 'replace') return toAnswer(await callTenant({ method, target, body, signal }))
      // The page does not know the hidden members. A replacement without them would erase them.
      const before = await callTenant({ method: 'GET', target: toTarget(path, parameters, { $select: erasableMembers.join() }), signal })
      const erasable = readErasable(before)
      return toAnswer(erasable ? await callTenant({ method, target, body: { ...(body as object), ...erasable }, signal }) : before)
    }
    return runInTime(call, { timeout, status: 504, reason: 'timeout', signal: request.signal })
  }

  /** Returns the body that is sent; undefined for an endpoint without a body. */
  async function readBody(
    request: Request,
    {
      endpoint: { body: kind, operation },
      chatSessionId = '0',
      role,
    }: Grant & { endpoint: SuperOfficeEndpoint; chatSessionId?: string | undefined },
  ): Promise<unknown> {
    if (!kind) return undefined
    const maxBytes = operation === 'create' ? maxBody : 4 * maxBody
    const value = await readJsonBody(request, {
      maxBytes,
      timeout,
      isPatch: kind === 'patch',
      isOmitted: isHiddenMember,
    })
    if (kind === 'entity') return toEntity(value, chatSessionId)
    return role === 'customer' ? toCustomerPatch(value, customerReads, customerWrites) : toAgentPatch(value, chatSessionId)
  }

  return (request, url) => {
    const match = matchRoute(router, request, url)
    return match && { route: 'chatSession', isOpenToServers: false, send: () => send(request, match) }
  }
}
