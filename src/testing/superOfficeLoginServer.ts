import { RestErrorResponse, refuseMethod } from './errorResponses.js'
import type { Answer, ServerState, SimulatedRequest } from './simulator.js'
import { toJwt } from './toJwt.js'
import { isMembers } from './validate.js'

export const tenantPath = /\/api\/state\/(\w+)$/i

export const tokenPath = /\/login\/(?:common\/oauth\/(tokens)|api\/PartnerSystemUser\/Authenticate)$/i

const hour = 60 * 60 * 1000

const claims = 'http://schemes.superoffice.net/identity/'

/** Answers the state call: the address of a tenant's API. */
export function answerTenant({ method, url }: SimulatedRequest): Answer {
  if (method !== 'GET') refuseMethod()
  const [, ContextIdentifier = ''] = tenantPath.exec(url.pathname) ?? []
  const Endpoint = `${url.origin}/${ContextIdentifier}`
  const ValidUntil = new Date(Date.now() + hour).toISOString()
  return { status: 200, body: { ContextIdentifier, Endpoint, State: 'Running', IsRunning: true, ValidUntil, Api: `${Endpoint}/api` } }
}

/** Answers the two ways to credentials: a refresh token, or the signed token of a system user. */
export function answerToken(state: ServerState, request: SimulatedRequest): Answer {
  if (request.method !== 'POST') refuseMethod()
  return tokenPath.exec(request.url.pathname)?.[1] ? answerRefreshToken(state, request) : answerSystemUser(state, request)
}

/** Answers with an access token. The documents show the parameters in the query, and SuperOffice's samples in a form. */
function answerRefreshToken(state: ServerState, { url, body }: SimulatedRequest): Answer {
  const form = new URLSearchParams(typeof body === 'string' ? body : '')
  const parameter = (name: string) => form.get(name) ?? url.searchParams.get(name)
  if (parameter('grant_type') !== 'refresh_token') return { status: 400, body: { error: 'unsupported_grant_type' } }
  if (!parameter('client_id') || !parameter('client_secret')) return { status: 400, body: { error: 'invalid_client' } }
  if (!parameter('refresh_token')) return { status: 400, body: { error: 'invalid_grant' } }
  const access_token = issue(state, '8A:Cust12345.', hour)
  const id_token = toJwt({ [`${claims}ctx`]: 'Cust12345', [`${claims}webapi_url`]: `${url.origin}/Cust12345/api/` })
  return { status: 200, body: { token_type: 'Bearer', access_token, expires_in: hour / 1000, id_token } }
}

/** Answers with a ticket inside a JWT. A refusal has the status 200 too. */
function answerSystemUser(state: ServerState, { body }: SimulatedRequest): Answer {
  if (!isMembers(body)) throw new RestErrorResponse(400, undefined, 'Bad request. The request has no body.')
  const refusal = toRefusal(body)
  if (refusal) return { status: 200, body: { IsSuccessful: false, Token: null, ErrorMessage: refusal } }
  const Token = toJwt({ [`${claims}ticket`]: issue(state, '7T:', 6 * hour), [`${claims}ctx`]: body.ContextIdentifier })
  return { status: 200, body: { IsSuccessful: true, Token, ErrorMessage: null } }
}

/** Returns why a signed token is refused. Every application, tenant and signature exists. */
function toRefusal({
  SignedSystemToken,
  ApplicationToken,
  ContextIdentifier,
  ReturnTokenType,
}: Record<string, unknown>): string | undefined {
  if (!ApplicationToken) return 'The application token is missing.'
  if (!/^\w+$/.test(String(ContextIdentifier ?? ''))) return 'The context identifier is invalid.'
  if (ReturnTokenType !== 'JWT') return 'Only tokens of the type JWT are simulated.'
  const [, ...parts] = /^.+\.(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\.[\w+/]+={0,2}$/.exec(String(SignedSystemToken)) ?? []
  const [year, month, day, hours, minutes] = parts
  const age = Math.abs(Date.now() - Date.parse(`${year}-${month}-${day}T${hours}:${minutes}Z`))
  return age <= hour ? undefined : 'The signed token is invalid or too old.'
}

/** Returns a new credential. SuperOffice refuses it after its lifetime, in milliseconds. */
function issue({ credentials }: ServerState, prefix: string, lifetime: number): string {
  const credential = `${prefix}${credentials.size + 1}`
  credentials.set(credential, Date.now() + lifetime)
  return credential
}
