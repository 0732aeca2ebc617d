import { abortable, throwIfAborted } from '../browser/abortable.js'
import { acquireInTime } from '../browser/acquireInTime.js'
import { dev } from '../dev.js'
import { ConfigurationError, EngagementError, NetworkError } from '../errors.js'
import type { MessagingContext } from '../model/messagingService.js'
import type { MessagingHttp } from './createMessagingHttp.js'
import { createTokenStorage, type StoredVisitor } from './createTokenStorage.js'
import { findConnector } from './findConnector.js'
import { exchangeToken, isTokenRefusal, type LivePersonToken, requestExternalToken } from './requestTokens.js'

export type TokenOptions = {
  connectorId: string | undefined
  authorization: (() => Promise<string>) | undefined
  resume: 'browser' | 'tab' | 'none'
}

/** The visitor's tokens. An external token says who the visitor is: an anonymous one of LivePerson, or the brand's. LivePerson's own token is made of it. */
export type Tokens = {
  hasIdentity: () => boolean
  /**
   * Returns LivePerson's own token, which is valid for a minute at least.
   * @param connectorId The connector of the engagement.
   */
  get: (connectorId: string | undefined, signal: AbortSignal) => Promise<LivePersonToken>
  /** Says that the socket refused the token. The next call renews the external token, too. */
  refuse: (token: LivePersonToken) => void
  forget: () => void
}

/** The time before the end of a token at which it counts as expired, in milliseconds. */
const margin = 60 * 1000

/** The time in which an anonymous token is valid by default, in milliseconds: 10 minutes ("Unauthenticated messaging"). */
const externalLifetime = 10 * 60 * 1000

export function createTokens(
  { connectorId: givenConnectorId, authorization, resume }: TokenOptions,
  http: MessagingHttp,
  context: MessagingContext,
): Tokens {
  const storage = createTokenStorage(resume, context)
  /** LivePerson's own token, with the anonymous token that it was made of. */
  let current: { token: LivePersonToken; externalToken: string | undefined } | undefined
  /** The anonymous token that the next call renews, although it may be young. */
  let refused: string | undefined

  /** Another tab may have forgotten or renewed the anonymous visitor. */
  const isUsable = ({ token, externalToken }: NonNullable<typeof current>) =>
    Date.now() < token.expiresAt - margin && (authorization || externalToken === storage.get().externalToken)

  /** Renews the visitor's anonymous token, or makes a new visitor. */
  async function authorize(known: StoredVisitor, signal: AbortSignal): Promise<StoredVisitor> {
    const request = (idToken?: string) => requestExternalToken(http.requestToken, idToken, signal)
    let isNew = known.externalToken === undefined
    const externalToken = await request(known.externalToken).catch((error) => {
      if (isNew || !isTokenRefusal(error)) throw error
      // The token is too old to be renewed. The documents give 24 and 730 hours.
      isNew = true
      return request()
    })
    throwIfAborted(signal)
    const stored = storage.get()
    // A tab that did not wait for the lock has made a visitor meanwhile.
    if (isNew && stored.externalToken !== undefined && stored.externalToken !== known.externalToken) return stored
    const visitor = { ...known, externalToken, authorizedAt: Date.now() }
    storage.set(visitor)
    return visitor
  }

  async function exchangeAnonymous(visitor: StoredVisitor, signal: AbortSignal) {
    const externalToken = visitor.externalToken as string
    const connectorId = givenConnectorId ?? visitor.connectorId ?? (await findConnector(http.requestConfiguration, signal))
    const token = await exchangeToken(http.requestToken, externalToken, connectorId, signal)
    throwIfAborted(signal)
    if (connectorId !== (givenConnectorId ?? visitor.connectorId)) storage.set({ ...visitor, connectorId })
    return { token, externalToken }
  }

  /** One tab renews the token. The others wait for the lock, and find the new token in the storage. */
  async function getAnonymous(signal: AbortSignal) {
    const unlock = await acquireInTime(context.locks, `${context.key}:token`, signal)
    try {
      throwIfAborted(signal)
      const stored = storage.get()
      const { externalToken, authorizedAt = 0 } = stored
      const age = Date.now() - authorizedAt
      const isValid = externalToken !== undefined && externalToken !== refused && age >= 0 && age < externalLifetime - margin
      const visitor = isValid ? stored : await authorize(stored, signal)
      return await exchangeAnonymous(visitor, signal).catch(async (error) => {
        if (!isTokenRefusal(error)) throw error
        // The account's tokens may be valid for a shorter time, and its connector may have changed.
        const { connectorId: _, ...rest } = visitor
        return exchangeAnonymous(await authorize(rest, signal), signal)
      })
    } finally {
      unlock?.()
    }
  }

  async function getOfBrand(getIdToken: () => Promise<string>, engagementConnectorId: string | undefined, signal: AbortSignal) {
    const connectorId = givenConnectorId ?? engagementConnectorId ?? storage.get().connectorId
    if (connectorId === undefined) {
      throw new ConfigurationError(
        dev`The engagement names no connector for the token of authorization(). Give the \`connectorId\` of liveMessaging().`,
      )
    }
    const idToken = await abortable(callAuthorization(getIdToken), signal)
    const token = await exchangeToken(http.requestToken, idToken, connectorId, signal)
    throwIfAborted(signal)
    // The next page may have no engagement to name the connector.
    if (connectorId === engagementConnectorId) storage.set({ connectorId })
    return { token, externalToken: undefined }
  }

  return {
    hasIdentity: () => authorization !== undefined || storage.get().externalToken !== undefined,
    async get(connectorId, signal) {
      if (current && isUsable(current)) return current.token
      const made = await (authorization ? getOfBrand(authorization, connectorId, signal) : getAnonymous(signal))
      throwIfAborted(signal)
      current = made
      return made.token
    },
    refuse(token) {
      if (current?.token !== token) return
      refused = current.externalToken
      current = undefined
    },
    forget() {
      current = undefined
      storage.remove()
    },
  }
}

/** Calls the site's own function. Its failure counts as a failure of the network, because the function probably sends a request. */
async function callAuthorization(authorization: () => Promise<string>): Promise<string> {
  let token: unknown
  try {
    token = await authorization()
  } catch (cause) {
    if (cause instanceof EngagementError) throw cause
    throw new NetworkError(dev`authorization() of liveMessaging() failed, so the visitor has no token. Handle the errors of its request.`, {
      cause,
    })
  }
  if (typeof token === 'string' && token) return token
  throw new ConfigurationError(dev`authorization() of liveMessaging() returned no token. Return the visitor's id_token as a text.`)
}
