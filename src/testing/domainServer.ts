import { toErrorEntity } from './errorResponses.js'
import type { Answer, SimulatedRequest } from './simulator.js'

export const domainPath = /\/api\/account\/([^/]+)\/service\/([^/]+)\/baseURI\.json$/

/** Answers LivePerson's Domain API with a host for each service. */
export function answerDomain({ url }: SimulatedRequest, accountId: string | undefined, form: 'baseURIs' | 'baseURI'): Answer {
  const [, account, service] = domainPath.exec(url.pathname) ?? []
  if (accountId && account !== accountId) return { status: 401, body: toErrorEntity(10, 'Unauthorized') }
  const entry = { service, account, baseURI: `lo.${service}.example` }
  return { status: 200, body: form === 'baseURI' ? entry : { baseURIs: [entry] } }
}
