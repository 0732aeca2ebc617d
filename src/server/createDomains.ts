import type { Http } from '../http/http.js'
import { domainApi, getDomain } from '../liveperson/getDomain.js'
import { callUpstream } from './callUpstream.js'
import { parseJson } from './copyJson.js'
import { Refusal } from './refusal.js'
import { runInTime } from './runInTime.js'

/** A day, in milliseconds. */
const lifetime = 24 * 60 * 60 * 1000

/** Each function takes the name of a service at the Domain API, such as `msdkgw`. */
export type Domains = {
  /** Resolves with the origin of a service, which one request finds for all callers. */
  get: (service: string) => Promise<string>
  /** Resolves with the origin of a service, by a request for this caller. */
  request: (service: string) => Promise<string>
  /** Drops the origin, because the service could not be reached there, or is elsewhere. */
  invalidate: (service: string) => void
}

/** Finds the origins of LivePerson's services through the Domain API, and keeps each for a day. */
export function createDomains({
  fetch,
  timeout,
  accountId,
}: {
  fetch: typeof globalThis.fetch
  timeout: number
  accountId: string
}): Domains {
  const cache = new Map<string, { origin: Promise<string>; expiresAt: number }>()

  const http: Http = ({ method, path }) =>
    runInTime(
      async (getSignal) => {
        const url = `${domainApi}/api/account/${accountId}${path()}`
        const { status, text } = await callUpstream(fetch, {
          url,
          method,
          headers: { accept: 'application/json' },
          body: undefined,
          signal: getSignal(),
        })
        return { status, body: status < 300 ? parseJson(text) : undefined }
      },
      { timeout, status: 504, reason: 'domain' },
    )

  const request = (service: string) =>
    getDomain(http, service, accountId).catch((error: unknown) => {
      throw new Refusal(error instanceof Refusal && error.status === 504 ? 504 : 502, 'domain')
    })

  return {
    request,
    get(service) {
      const cached = cache.get(service)
      if (cached && Date.now() < cached.expiresAt) return cached.origin
      const origin = request(service)
      // A Worker may end without settling its promises. Then the next request asks again.
      const entry = { origin, expiresAt: Date.now() + timeout * 1000 }
      cache.set(service, entry)
      origin.then(
        () => (entry.expiresAt = Date.now() + lifetime),
        () => cache.get(service) === entry && cache.delete(service),
      )
      return origin
    },
    invalidate: (service) => cache.delete(service),
  }
}
