import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import { isRecord, toText } from '../http/readers.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import type { MessagingService } from '../model/messagingService.js'
import { createMessagingConnection } from './createMessagingConnection.js'
import type { MessagingHosts } from './createMessagingHttp.js'
import type { WebSocketConstructor } from './webSocket.js'

/** The options of `liveMessaging`. */
export type LiveMessagingOptions = {
  /**
   * The place of the token requests: a host, an origin, or a path of the page's own origin (`/chat-proxy`). With a path, the look-ups of hosts and of the
   * connector go below it, too. The socket always connects directly. An object gives the hosts one by one.
   * @default the hosts that the Domain API names
   */
  domain?: string | MessagingHosts | undefined
  /**
   * The connector of the visitor's token.
   * @default the account's connector of anonymous visitors; with `authorization`, the connector of the engagement
   */
  connectorId?: string | undefined
  /** Returns the id_token that the brand issued for its signed-in visitor. The token is never stored. Without this function, visitors are anonymous. */
  authorization?: (() => Promise<string>) | undefined
  /**
   * The place that remembers an anonymous visitor: all tabs and later visits, this tab, or this page alone. The visitor's token is stored there for at most
   * 730 hours, through the client's storage and with its consent.
   * @default 'browser'
   */
  resume?: 'browser' | 'tab' | 'none' | undefined
  /**
   * The constructor of the socket. Node has its own from version 22.
   * @default globalThis.WebSocket
   */
  WebSocket?: WebSocketConstructor | undefined
}

/**
 * Makes the service for LivePerson's messaging: the conversation that follows a click.
 * @example
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement(), messaging: liveMessaging() })
 */
export function liveMessaging({
  domain,
  connectorId,
  authorization,
  resume = 'browser',
  WebSocket,
}: LiveMessagingOptions = {}): MessagingService {
  const hosts: MessagingHosts = isRecord(domain) ? domain : { idp: domain }
  return {
    key: 'live-messaging',
    validate() {
      const { idp, asyncMessagingEnt } = hosts
      check(
        idp === undefined || toBase(idp),
        dev`domain "${idp}" of liveMessaging() is invalid. Give a host, an origin, or a path on the page's own origin ("/chat-proxy").`,
      )
      check(
        asyncMessagingEnt === undefined || /^https?:..[^/]+$/i.test(toBase(asyncMessagingEnt) ?? ''),
        dev`asyncMessagingEnt "${asyncMessagingEnt}" of liveMessaging() is invalid. Give a host or an origin, because the socket connects directly.`,
      )
      check(
        connectorId === undefined || toText(connectorId) === connectorId,
        dev`connectorId of liveMessaging() is no text. Give the connector's id, or omit the option.`,
      )
      check(
        authorization === undefined || typeof authorization === 'function',
        dev`authorization of liveMessaging() is no function. Give a function that returns the visitor's id_token.`,
      )
      check(
        ['browser', 'tab', 'none'].includes(resume),
        dev`resume "${resume}" of liveMessaging() is unknown. Give 'browser', 'tab' or 'none'.`,
      )
      check(
        WebSocket === undefined || typeof WebSocket === 'function',
        dev`WebSocket of liveMessaging() is no constructor. Give a class such as the browser's own, or omit the option.`,
      )
    },
    connect: (context) => createMessagingConnection({ hosts, connectorId, authorization, resume, WebSocket }, context),
  }
}

const toBase = (domain: unknown) => (typeof domain === 'string' ? toBaseUrl(domain) : undefined)

function check(isValid: unknown, message: string): asserts isValid {
  if (!isValid) throw new ConfigurationError(message)
}
