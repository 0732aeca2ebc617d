import type { ClientStorage } from '../browser/createClientStorage.js'
import { ResponseError, ServiceError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { toText } from '../http/readers.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import { domainApi, getDomain } from './getDomain.js'
import { livePersonPolicy } from './livePersonPolicy.js'

export type DomainResolverOptions = { storage: ClientStorage; fetch: typeof fetch; account: string; service: string }

/** Where the service is: asked once, whoever needs it, and kept for a day. */
export type DomainResolver = {
  get: () => Promise<string>
  /** Ask again: what is there does not answer. */
  invalidate: () => void
}

const day = 24 * 60 * 60

/** @param account The path of the account, which all of LivePerson's APIs share. */
export function createDomainResolver({ storage, fetch, account, service }: DomainResolverOptions): DomainResolver {
  const key = `react-engagement:2:domain:${account}:${service}`
  // Asked for within an attempt of the service's own schedule: a schedule of its own would multiply the requests.
  const http = createHttp({ fetch, policy: livePersonPolicy, schedule: [], baseUrl: async () => domainApi + account })
  let inFlight: Promise<string> | undefined

  async function resolveDomain(): Promise<string> {
    const stored = toBaseUrl(toText(storage.get(key)))
    if (stored) return stored
    const domain = await getDomain(http, service)
    storage.set(key, domain, day)
    return domain
  }
  const invalidate = () => {
    inFlight = undefined
    storage.remove(key)
  }

  return {
    get() {
      inFlight ??= resolveDomain().catch((cause) => {
        invalidate()
        // Its refusal is no word about the visitor's session.
        throw cause instanceof ServiceError && cause.status < 500 ? new ResponseError(cause.message, { cause }) : cause
      })
      return inFlight
    },
    invalidate,
  }
}
