import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { Http } from '../http/http.js'
import { isPermanentRefusal } from '../http/isPermanentRefusal.js'
import { readFields, toNumber, toText } from '../http/readers.js'

/** LivePerson's own token, which a socket takes. */
export type LivePersonToken = {
  jwt: string
  /** The visitor's id in conversations. */
  visitorId: string
  /** In milliseconds since the epoch. A token without an end counts as expired. */
  expiresAt: number
}

/**
 * Requests a token that names an anonymous visitor ("Unauthenticated messaging").
 * @param idToken The visitor's former token. Without it, the service makes a new visitor.
 */
export async function requestExternalToken(http: Http, idToken: string | undefined, signal: AbortSignal): Promise<string> {
  const body = idToken === undefined ? undefined : { id_token: idToken }
  return readToken((await http({ method: 'POST', path: () => '/anonymous/authorize', hasJsonType: true, body, signal })).body)
}

/**
 * Exchanges a token that names the visitor for LivePerson's own token.
 * @param connectorId Names the party that issued the token.
 */
export async function exchangeToken(http: Http, idToken: string, connectorId: string, signal: AbortSignal): Promise<LivePersonToken> {
  const path = () => `/app/${encodeURIComponent(connectorId)}/authenticate?v=3.0`
  const jwt = readToken((await http({ method: 'POST', path, body: { id_token: idToken }, signal })).body)
  const { sub: visitorId, exp = 0 } = readFields(readPayload(jwt), { sub: toText, exp: toNumber })
  if (visitorId !== undefined) return { jwt, visitorId, expiresAt: exp * 1000 }
  throw new ResponseError(dev`The token of LivePerson names no visitor. Check the domain, and that nothing changes its responses.`)
}

/** True if the service refuses the token or the connector. Other refusals, such as too many requests, end by themselves. */
export function isTokenRefusal(error: unknown): boolean {
  return isPermanentRefusal(error) && error.status >= 400
}

/** The documents name the token `token`, and older ones `jwt`. */
function readToken(body: unknown): string {
  const { token, jwt = token } = readFields(body, { token: toText, jwt: toText })
  if (jwt !== undefined) return jwt
  throw new ResponseError(dev`The response has no token. Check the domain, and that nothing changes the service's responses.`)
}

/** Reads the payload of a JWT. The service checks the signature, so nobody else needs to. */
function readPayload(jwt: string): unknown {
  try {
    const binary = atob((jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))))
  } catch {
    return undefined
  }
}
