import { toAbsoluteUrl } from '../browser/toAbsoluteUrl.js'
import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import type { HttpPolicy } from '../http/httpPolicy.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { ConnectContext } from '../model/engagementService.js'
import { createDomainResolver } from './createDomainResolver.js'

/**
 * Makes the HTTP client of one of LivePerson's services. If the site gives no domain, the client asks the Domain API.
 * @param service The name of the service at the Domain API, such as `msdkgw`.
 */
export function createLivePersonHttp(service: string, domain: string | undefined, context: ConnectContext, policy: HttpPolicy): Http {
  const account = `/api/account/${context.accountId}`
  const domainResolver = createDomainResolver({ ...context, account, service })
  return createHttp({
    ...context,
    policy,
    baseUrl: async () => toAbsoluteUrl(toBaseUrl(domain) ?? (await domainResolver.get())) + account,
    onRetry: (info) => context.emit({ type: 'retrying', ...info }),
    onNetworkFailure: domainResolver.invalidate,
  })
}
