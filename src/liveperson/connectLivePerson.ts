import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { ServiceLink } from '../model/service.js'
import { createDomain } from './createDomain.js'
import { livePersonPolicy } from './livePersonPolicy.js'

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
