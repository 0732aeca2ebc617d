import { choices } from './messagingChoices.js'
import type { MessagingState } from './messagingState.js'
import type { Answer, SimulatedRequest } from './simulator.js'
import { isMembers } from './validate.js'

export const authorizePath = /\/api\/account\/([^/]+)\/anonymous\/authorize$/
export const authenticatePath = /\/api\/account\/([^/]+)\/app\/([^/]+)\/authenticate$/
export const connectorsPath = /\/api\/account\/([^/]+)\/configuration\/le-connectors\/all-connectors$/

/** Answers with a token of a new anonymous visitor, or with a renewed one. */
export function answerAuthorize(state: MessagingState, { method, url, body }: SimulatedRequest): Answer {
  const account = authorizePath.exec(url.pathname)?.[1] ?? ''
  const refusal = toRefusal(state, method, 'POST', account)
  if (refusal) return refusal
  const token = state.tokens.authorize(account, isMembers(body) ? body.id_token : undefined)
  return token ? { status: 200, body: { token } } : toFailure(choices.status.refusedToken, '9001')
}

/** Answers with the JWT of the socket, for an anonymous visitor's token or a brand's. */
export function answerAuthenticate(state: MessagingState, { method, url, body }: SimulatedRequest): Answer {
  const [, account = '', connector = ''] = authenticatePath.exec(url.pathname) ?? []
  const refusal = toRefusal(state, method, 'POST', account)
  if (refusal) return refusal
  if (!state.connectors().includes(decodeURIComponent(connector))) return toFailure(choices.status.unknownConnector, '9012')
  const jwt = state.tokens.exchange(account, isMembers(body) ? body.id_token : undefined)
  return jwt ? { status: 200, body: { [state.variants.tokenField]: jwt } } : toFailure(choices.status.refusedToken, '9002')
}

/** Answers the public list of connectors. The anonymous one is found by its method, or by its name. */
export function answerConnectors(state: MessagingState, { method, url }: SimulatedRequest): Answer {
  const refusal = toRefusal(state, method, 'GET', connectorsPath.exec(url.pathname)?.[1] ?? '')
  if (refusal) return refusal
  const jsMethodName = 'lpTag.taglets.unAuthMessaging.lpUnauthFunction'
  const { anonymous, brand } = choices.connectors
  const others = [{ id: Number(brand), name: 'brand', type: 1, configuration: { jsMethodName: 'getToken' } }]
  const found = {
    jsMethodName: [{ id: Number(anonymous), name: 'visitors', type: 2, configuration: { jsMethodName } }],
    name: [{ id: Number(anonymous), name: 'unauth implicit', type: 2, configuration: {} }],
    missing: [],
  }[state.variants.connector]
  return { status: 200, body: [...others, ...found] }
}

function toRefusal({ accountId }: MessagingState, method: string, allowed: string, account: string): Answer | undefined {
  if (method !== allowed) return toFailure(405, '9000')
  if (accountId && account !== accountId) return toFailure(choices.status.unknownAccount, '9003')
  return undefined
}

/** Returns a failure of LivePerson's identity provider. */
export const toFailure = (status: number, internalErrorCode: string): Answer => ({ status, body: { internalErrorCode } })
