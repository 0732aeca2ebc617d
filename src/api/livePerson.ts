import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import { livePersonPolicy } from '../http/livePersonPolicy.js'
import { createDomain } from './createDomain.js'
import type { ServiceLink } from './service.js'
import { toBaseUrl } from './toBaseUrl.js'

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
