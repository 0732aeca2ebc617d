import { abortable, withController } from '../browser/abortable.js'
import { dev } from '../dev.js'
import { ConfigurationError, NetworkError, ServiceError, TimeoutError } from '../errors.js'
import type { MessagingConnection, MessagingContext, MessagingSocket, OpenSocketOptions } from '../model/messagingService.js'
import { createMessagingHttp, type MessagingHosts } from './createMessagingHttp.js'
import { createTokens, type TokenOptions } from './createTokens.js'
import { openSocket } from './openSocket.js'
import { TokenRefusedError } from './tokenRefusedError.js'
import type { WebSocketConstructor } from './webSocket.js'

export type ConnectionOptions = TokenOptions & {
  hosts: MessagingHosts
  WebSocket: WebSocketConstructor | undefined
}

/** Makes the connection of one client: its tokens, and the sockets that it opens with them. */
export function createMessagingConnection(options: ConnectionOptions, context: MessagingContext): MessagingConnection {
  const http = createMessagingHttp(options.hosts, context)
  const tokens = createTokens(options, http, context)
  /** The attempts to open a socket. A log-out aborts them, so that none stores a token afterwards. */
  const openings = new Set<AbortController>()

  async function openWithToken({ onEvent, onClose, connectorId }: OpenSocketOptions, signal: AbortSignal): Promise<MessagingSocket> {
    const token = await tokens.get(connectorId, signal)
    const refuse = () => tokens.refuse(token)
    try {
      return await openSocket({
        url: await abortable(http.getSocketUrl(), signal),
        accountId: context.accountId,
        jwt: token.jwt,
        visitorId: token.visitorId,
        WebSocket: requireWebSocket(options.WebSocket),
        getFileBase: http.getFileBase,
        onEvent,
        onClose,
        onTokenRefused: refuse,
        onFrame: context.onFrame,
        signal,
      })
    } catch (error) {
      if (error instanceof TokenRefusedError) refuse()
      else if (error instanceof NetworkError || error instanceof TimeoutError) http.invalidateSocketUrl()
      throw error
    }
  }

  return {
    hasIdentity: tokens.hasIdentity,
    async open(parameters) {
      requireWebSocket(options.WebSocket)
      return withController(parameters.signal, async (controller) => {
        const { signal } = controller
        openings.add(controller)
        try {
          await context.waitUntilSendable(signal)
          return await openWithToken(parameters, signal).catch((error) => {
            if (!(error instanceof TokenRefusedError)) throw error
            return openWithToken(parameters, signal)
          })
        } catch (error) {
          throw error instanceof TokenRefusedError ? toServiceError() : error
        } finally {
          openings.delete(controller)
        }
      })
    },
    forget() {
      for (const controller of openings) controller.abort()
      tokens.forget()
    },
  }
}

/** The `WebSocket` is read when a socket is opened, because a test or a polyfill may set it late. */
function requireWebSocket(given: WebSocketConstructor | undefined): WebSocketConstructor {
  const found = given ?? (globalThis.WebSocket as WebSocketConstructor | undefined)
  if (found) return found
  throw new ConfigurationError(
    dev`This environment has no WebSocket. Give one as the \`WebSocket\` of liveMessaging(), such as the one of the package "ws", or use Node 22.`,
  )
}

/** The service has refused a renewed token, too. */
function toServiceError(): ServiceError {
  return new ServiceError({ status: 401, internalCode: undefined, time: undefined, serviceMessage: undefined })
}
