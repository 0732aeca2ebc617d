import { callUpstream, type UpstreamRequest, type UpstreamResponse } from './callUpstream.js'
import { Refusal } from './refusal.js'

/**
 * Calls a service of LivePerson.
 * @param invalidate Drops the origin of the service. Runs if the service could not be reached there, or is elsewhere.
 * @throws Refusal 502 for a redirect
 */
export async function callLivePerson(
  fetch: typeof globalThis.fetch,
  invalidate: () => void,
  request: UpstreamRequest,
): Promise<UpstreamResponse> {
  const response = await callUpstream(fetch, request).catch((error) => {
    if (error.status === 502) invalidate()
    throw error
  })
  if (!response.isRedirect) return response
  invalidate()
  throw new Refusal(502, 'redirect')
}
