import { choices } from './messagingChoices.js'
import type { Clock } from './messagingClock.js'
import type { ResolvedVariants } from './messagingVariants.js'
import type { createRandom } from './random.js'
import { readJwt, toJwt } from './toJwt.js'

/** The visitor of a LivePerson JWT. */
export type Consumer = { id: string; isAnonymous: boolean; expiresAt: number }

export type MessagingTokens = ReturnType<typeof createMessagingTokens>

const issuer = 'https://idp.liveperson.net'

/** Creates the service's tokens: the anonymous visitors' own, and the JWTs of the socket. */
export function createMessagingTokens(clock: Clock, random: ReturnType<typeof createRandom>, variants: ResolvedVariants) {
  const anonymous = new Map<string, { id: string; issuedAt: number }>()
  const consumers = new Map<string, Consumer>()
  const brandConsumers = new Map<string, string>()
  let count = 0

  function issueAnonymous(account: string, id: string): string {
    const issuedAt = clock.now()
    const claims = { sub: id, aud: `acc:${account}`, iss: issuer, jti: ++count }
    const token = toJwt({ ...claims, iat: toSeconds(issuedAt), exp: toSeconds(issuedAt + choices.anonymousLifetime) })
    anonymous.set(token, { id, issuedAt })
    return token
  }

  function issueJwt(account: string, id: string, brandClaims?: Record<string, unknown>): string {
    const expiresAt = clock.now() + choices.jwtLifetime
    const external = brandClaims && { 'lp.ext': { sub: brandClaims.sub, iss: brandClaims.iss } }
    const claims = { sub: id, aud: `acc:${account}`, iss: issuer, jti: ++count }
    const jwt = toJwt({ ...claims, iat: toSeconds(clock.now()), exp: toSeconds(expiresAt), ...external })
    consumers.set(jwt, { id, isAnonymous: !brandClaims, expiresAt })
    return jwt
  }

  function exchangeBrandToken(account: string, token: string): string | undefined {
    const claims = readJwt(token)
    if (!claims || typeof claims.sub !== 'string') return undefined
    if (typeof claims.exp === 'number' && claims.exp * 1000 <= clock.now()) return undefined
    if (claims.iss === issuer) return undefined
    const id = brandConsumers.get(claims.sub) ?? random.text(22)
    brandConsumers.set(claims.sub, id)
    return issueJwt(account, id, claims)
  }

  return {
    /** Returns a token of a new visitor, or renews a token. Returns undefined for a token that is invalid or too old. */
    authorize(account: string, token: unknown): string | undefined {
      if (token === undefined) return issueAnonymous(account, random.text(22))
      const known = anonymous.get(String(token))
      if (!known || clock.now() - known.issuedAt > choices.renewalAge[variants.renewal]) return undefined
      return issueAnonymous(account, known.id)
    },
    /** Returns the JWT of a visitor for the visitor's own token. Returns undefined for a token that is invalid or too old. */
    exchange(account: string, token: unknown): string | undefined {
      const known = anonymous.get(String(token))
      if (!known) return exchangeBrandToken(account, String(token))
      return clock.now() - known.issuedAt > choices.anonymousLifetime ? undefined : issueJwt(account, known.id)
    },
    /** Returns the visitor of a JWT, also after its end. */
    find: (jwt: unknown): Consumer | undefined => consumers.get(String(jwt)),
    expire(isFinal: boolean): void {
      for (const consumer of consumers.values()) consumer.expiresAt = 0
      if (isFinal) anonymous.clear()
    },
  }
}

const toSeconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
