import { createRelay, type Relay, type RelayEvent, type RelayOptions, type SuperOfficeRelayOptions } from '../../../src/server/index.js'
import { pageRequest, startUpstream, type Upstream } from './startUpstream.js'

type RelaySetup = Partial<RelayOptions> & { tenant?: Partial<SuperOfficeRelayOptions> }

/** Starts a service, and makes a relay of an agent in front of it. `tenant` are the relay's options for SuperOffice. */
export async function startRelay(
  answer?: Upstream['answer'],
  { tenant, ...options }: RelaySetup = {},
): Promise<{
  upstream: Upstream
  events: RelayEvent[]
  relay: Relay
  send: (...parameters: Parameters<typeof pageRequest>) => Promise<Response>
}> {
  const upstream = await startUpstream(answer)
  const events: RelayEvent[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', domain: upstream.origin },
    superOffice: { baseUrl: upstream.origin, authorization: () => 'Bearer old', authorize: () => ({ role: 'agent' }), ...tenant },
    onEvent: (event) => events.push(event),
    ...options,
  })
  return { upstream, events, relay, send: (...parameters) => relay.fetch(pageRequest(...parameters)) }
}
