import type { MessagingEvent, MessagingFrame, MessagingSocket } from '../model/messagingService.js'
import type { WebSocketConstructor } from './webSocket.js'

export type SocketOptions = {
  /** The address of the socket, such as `wss://va.msg.liveperson.net/ws_api/account/12345678/messaging/consumer?v=3`. */
  url: string
  accountId: string
  /** LivePerson's own token. */
  jwt: string
  /** The `sub` of the token. */
  visitorId: string
  WebSocket: WebSocketConstructor
  /** Resolves with the origin of the files. */
  getFileBase: () => Promise<string>
  onEvent: (event: MessagingEvent) => void
  /** Called once, when a socket that was open is closed by anything but `disconnect`. */
  onClose: () => void
  /** Called before `onClose`, if the service closed the socket because of its token. The next socket needs a new one. */
  onTokenRefused: () => void
  onFrame: (frame: MessagingFrame) => void
  /** Ends the attempt to open with its reason. */
  signal?: AbortSignal | undefined
}

/**
 * Opens a socket, and identifies the visitor.
 * @throws TokenRefusedError if the service refuses the token
 * @throws EngagementError if the socket cannot be opened
 */
export function openSocket(_options: SocketOptions): Promise<MessagingSocket> {
  throw new Error()
}
