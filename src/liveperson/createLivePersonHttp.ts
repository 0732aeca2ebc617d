import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { ConnectContext } from '../model/service.js'
import { createDomainResolver } from './createDomainResolver.js'
import { livePersonPolicy } from './livePersonPolicy.js'

/**
 * Connects to one of LivePerson's services.
 * @param service Its name at the Domain API, which is asked where the site gives no domain.
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
