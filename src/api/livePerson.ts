import { createHttp, type Http, type HttpOptions, type RetryNotice } from '../http/createHttp.js'
import { livePersonPolicy } from '../http/livePersonPolicy.js'
import type { Keep } from '../platform/createKeep.js'
import { createDomain } from './createDomain.js'
import { toBaseUrl } from './toBaseUrl.js'

/** What a client lends to the service that makes its engagements. */
export type ServiceLink = Required<Pick<HttpOptions, 'fetch' | 'schedule' | 'jitter' | 'ready'>> & {
  accountId: string
  keep: Keep
  emit: (event: { type: 'retrying' } & RetryNotice) => void
}

/**
 * Connects to one of LivePerson's services.
 * @param service Its name at the Domain API, which is asked where the site gives no domain.
 */
export function connectLivePerson(service: string, domain: string | undefined, link: ServiceLink): Http {
  const account = `/api/account/${link.accountId}`
  const found = createDomain({ ...link, account, service })
  return createHttp({
    ...link,
    policy: livePersonPolicy,
    baseUrl: async () => (toBaseUrl(domain) ?? (await found.get())) + account,
    onRetry: (notice) => link.emit({ type: 'retrying', ...notice }),
    onNetworkFailure: found.drop,
  })
}
