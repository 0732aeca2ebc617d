import type { Keep } from '../browser/createKeep.js'
import { ResponseError, ServiceError } from '../errors.js'
import { createHttp } from '../http/createHttp.js'
import { toText } from '../http/readers.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import { domainApi, getDomain } from './getDomain.js'
import { livePersonPolicy } from './livePersonPolicy.js'

export type DomainOptions = { keep: Keep; fetch: typeof fetch; account: string; service: string }

/** Where the service is: asked once, whoever needs it, and kept for a day. */
export type Domain = {
  get: () => Promise<string>
  /** Ask again: what is there does not answer. */
  drop: () => void
}

const day = 24 * 60 * 60

/** @param account The path of the account, which all of LivePerson's APIs share. */
export function createDomain({ keep, fetch, account, service }: DomainOptions): Domain {
  const key = `react-engagement:2:domain:${account}:${service}`
  // Asked for within an attempt of the service's own schedule: a schedule of its own would multiply the requests.
  const http = createHttp({ fetch, policy: livePersonPolicy, schedule: [], baseUrl: async () => domainApi + account })
  let asked: Promise<string> | undefined

  async function ask(): Promise<string> {
    const kept = toBaseUrl(toText(keep.read(key)))
    if (kept) return kept
    const domain = await getDomain(http, service)
    keep.write(key, domain, day)
    return domain
  }
  const drop = () => {
    asked = undefined
    keep.remove(key)
  }

  return {
    get() {
      asked ??= ask().catch((cause) => {
        drop()
        // Its refusal is no word about the visitor's session.
        throw cause instanceof ServiceError && cause.status < 500 ? new ResponseError(cause.message, { cause }) : cause
      })
      return asked
    },
    drop,
  }
}
