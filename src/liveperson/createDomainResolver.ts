import type { ClientStorage } from '../browser/createClientStorage.js'
import { ResponseError, ServiceError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { toText } from '../http/readers.js'
import { domainApi, getDomain, toHttpsOrigin } from './getDomain.js'
import { livePersonPolicy } from './livePersonPolicy.js'

export type DomainResolverOptions = {
  storage: ClientStorage
  fetch: typeof fetch
  /** The path of the account, such as `/api/account/12345678`. All of LivePerson's APIs share it. */
  account: string
  /** The name of the service at the Domain API. */
  service: string
  /** The base of the Domain API's addresses. */
  baseUrl?: string | undefined
}

/** Resolves the place of a service, with one request for all callers. The result is stored for a day. */
export type DomainResolver = {
  /**
   * Resolves with the base of the service's addresses.
   * @throws ResponseError if the Domain API names no host or refuses the request
   */
  get: () => Promise<string>
  /** Drops the result, so that the next call asks the Domain API again. Call this if the service cannot be reached. */
  invalidate: () => void
}

const day = 24 * 60 * 60

export function createDomainResolver({ storage, fetch, account, service, baseUrl = domainApi }: DomainResolverOptions): DomainResolver {
  const key = `react-engagement:2:domain:${account}:${service}`
  // The schedule is empty, because each attempt of the service's own request asks the Domain API. A second schedule would multiply the requests.
  const http = createHttp({ fetch, policy: livePersonPolicy, schedule: [], baseUrl: async () => baseUrl + account })
  let inFlight: Promise<string> | undefined

  async function resolveDomain(): Promise<string> {
    const stored = toHttpsOrigin(toText(storage.get(key)))
    if (stored) return stored
    const domain = await getDomain(http, service, account.split('/').at(-1))
    storage.set(key, domain, day)
    return domain
  }
  const invalidate = () => {
    inFlight = undefined
    storage.remove(key)
  }

  // This read registers the key, so that `storage.clear` removes what another page has stored.
  storage.get(key)

  return {
    get() {
      inFlight ??= resolveDomain().catch((cause) => {
        invalidate()
        // A refusal of the Domain API says nothing about the visitor's session. As a ServiceError, the refusal could clear the session.
        throw cause instanceof ServiceError && cause.status < 500 ? new ResponseError(cause.message, { cause }) : cause
      })
      return inFlight
    },
    invalidate,
  }
}
