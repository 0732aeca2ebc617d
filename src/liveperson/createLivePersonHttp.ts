import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { ConnectContext } from '../model/service.js'
import { createDomainResolver } from './createDomainResolver.js'
import { livePersonPolicy } from './livePersonPolicy.js'

/**
 * Makes the HTTP client of one of LivePerson's services. If the site gives no domain, the client asks the Domain API.
 * @param service The name of the service at the Domain API, such as `msdkgw`.
 */
export function createLivePersonHttp(service: string, domain: string | undefined, context: ConnectContext): Http {
  const account = `/api/account/${context.accountId}`
  const domainResolver = createDomainResolver({ ...context, account, service })
  return createHttp({
    ...context,
    policy: livePersonPolicy,
    baseUrl: async () => (toBaseUrl(domain) ?? (await domainResolver.get())) + account,
    onRetry: (info) => context.emit({ type: 'retrying', ...info }),
    onNetworkFailure: domainResolver.invalidate,
  })
}
