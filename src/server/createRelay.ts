import { createLivePersonUpstream } from './livePersonUpstream.js'
import { readAddress } from './matchRoute.js'
import { createMessagingUpstream } from './messagingUpstream.js'
import { readProof } from './readProof.js'
import { Refusal } from './refusal.js'
import type { Relay, RelayOptions, RelayRoute } from './relay.js'
import { runInTime } from './runInTime.js'
import { createSuperOfficeUpstream } from './superOfficeUpstream.js'
import { toAddress } from './toAddress.js'
import { toRelayResponse } from './toRelayResponse.js'
import type { Call, Upstream } from './upstream.js'
import { type RelayConfig, validateRelayOptions } from './validateRelayOptions.js'
import { withoutBody } from './withoutBody.js'

/**
 * Makes a same-origin relay: one Web-standard function that sends a page's requests on to LivePerson and SuperOffice. The relay lets only the
 * documented requests of the configured account through, and holds SuperOffice's credentials. Its functions never reject.
 * @throws ConfigurationError if an option cannot work or is not safe, such as SuperOffice without `authorize`
 * @example
 * const relay = createRelay({ basePath: '/chat-proxy', livePerson: { accountId: '12345678' } })
 * export const { POST, PUT } = relay
 */
export function createRelay(options: RelayOptions): Relay {
  const config = validateRelayOptions(options)
  const { livePerson, superOffice, onEvent } = config
  const upstreams = [
    ...(superOffice ? [createSuperOfficeUpstream(config, superOffice)] : []),
    ...(livePerson ? [createLivePersonUpstream(config, livePerson)] : []),
    ...(livePerson?.services.includes('messaging') ? [createMessagingUpstream(config, livePerson)] : []),
  ]

  async function relay(request: Request): Promise<Response> {
    const startedAt = Date.now()
    let route: RelayRoute | undefined
    try {
      const call = findCall(upstreams, request)
      route = call.route
      const proof = readProof(request, config.origins)
      if (proof === 'foreign' || (proof === 'none' && !call.isOpenToServers)) throw new Refusal(403, 'origin')
      const address = toAddress(config.clientAddress, request)
      await requireLimit(request, { address, route }, config)
      const answer = await call.send(address)
      onEvent({ type: 'relayed', route, status: answer.status, duration: Date.now() - startedAt })
      return toRelayResponse(answer)
    } catch (error) {
      const { status, reason, headers } = error instanceof Refusal ? error : new Refusal(500, 'internal')
      if (route && (status === 502 || status === 504)) onEvent({ type: 'failed', route, status, reason })
      else onEvent({ type: 'refused', route, status, reason })
      return toRelayResponse({ status, headers, body: JSON.stringify({ relay: reason }) })
    }
  }

  return { fetch: relay, GET: relay, POST: relay, PUT: relay, PATCH: relay }
}

function findCall(upstreams: Upstream[], request: Request): Call {
  const url = readAddress(request)
  for (const upstream of upstreams) {
    const call = upstream(request, url)
    if (call) return call
  }
  throw new Refusal(404, 'path')
}

/** Asks the site's own limit. Anything but `true` refuses, because a limit that fails must not let everyone through. */
async function requireLimit(
  request: Request,
  caller: { address: string | undefined; route: RelayRoute },
  { limit, timeout = 10 }: RelayConfig,
): Promise<void> {
  if (!limit) return
  // The page of an impression may be gone, so its end does not refuse the request.
  const limits = { timeout, status: 429, reason: 'limit' }
  const isAllowed: unknown = await runInTime(() => limit(caller, withoutBody(request)), limits).catch(() => false)
  if (isAllowed !== true) throw new Refusal(429, 'limit')
}
