import type { RelayRoute } from './relay.js'
import type { RelayAnswer } from './toRelayResponse.js'

/** A request that the relay knows, and that is not yet sent. */
export type Call = {
  route: RelayRoute
  /** True if the request of another server is let through, which proves no origin. */
  isOpenToServers: boolean
  /** @param address The visitor's IP address. */
  send: (address: string | undefined) => Promise<RelayAnswer>
}

/** Finds the call of a request. Returns undefined for a path that the service does not have. */
export type Upstream = (request: Request, url: URL) => Call | undefined
