import { createMessagingHttp, type MessagingHosts } from '../../src/messaging/createMessagingHttp.js'
import { createTokens, type TokenOptions } from '../../src/messaging/createTokens.js'
import type { LivePersonToken } from '../../src/messaging/requestTokens.js'
import { createMessagingContext, type Tab, type TokenServer } from './tokenServer.js'

export type TokenClientOptions = Partial<TokenOptions> & Tab & { hosts?: MessagingHosts }

/** The tokens of a page. Without hosts, all requests go through a path of the server. */
export function createTokenClient(server: TokenServer, { hosts, storage, tabStorage, locks, fetch, ...options }: TokenClientOptions = {}) {
  const context = createMessagingContext({
    ...(storage !== undefined && { storage }),
    ...(tabStorage !== undefined && { tabStorage }),
    ...(locks && { locks }),
    ...(fetch && { fetch }),
  })
  const http = createMessagingHttp(hosts ?? { idp: `${server.origin}/chat-proxy` }, context)
  const tokens = createTokens({ connectorId: undefined, authorization: undefined, resume: 'browser', ...options }, http, context)
  const get = (connectorId?: string, signal = new AbortController().signal): Promise<LivePersonToken> => tokens.get(connectorId, signal)
  return { ...tokens, get, http, context }
}
