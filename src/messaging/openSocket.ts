import { throwIfAborted } from '../browser/abortable.js'
import { dev } from '../dev.js'
import { NetworkError, ServiceError } from '../errors.js'
import type { MessagingEvent, MessagingFrame, MessagingSocket } from '../model/messagingService.js'
import { type Clock, createClock } from './createClock.js'
import { createHistory } from './createHistory.js'
import { createNotifications } from './createNotifications.js'
import { createSocketRequests } from './createSocketRequests.js'
import { type Channel, openChannel } from './openChannel.js'
import { TokenRefusedError } from './tokenRefusedError.js'
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

/** The abilities that the library has. The service sends nothing that needs others. */
const features = ['AUTO_MESSAGES', 'RICH_CONTENT', 'QUICK_REPLIES', 'MULTI_DIALOG']

/**
 * Opens a socket, identifies the visitor, and reads the visitor's conversations.
 * @throws TokenRefusedError if the service refuses the token
 * @throws EngagementError if the socket cannot be opened
 */
export async function openSocket(options: SocketOptions): Promise<MessagingSocket> {
  const { url, WebSocket, jwt, visitorId, signal, onEvent, onFrame, onClose, onTokenRefused } = options
  const history = createHistory()
  let clock: Clock | undefined
  const toLocalTime = (time: number) => clock?.toLocalTime(time) ?? time
  const notifications = createNotifications({ visitorId, history, onEvent, toLocalTime })
  const channel = await openChannel({ url, WebSocket, signal, onFrame, onNotification: notifications.receive })
  const { request, ended, end } = channel
  clock = createClock(request, ended, (cause) => end(new NetworkError(dev`The service no longer answers on this socket.`, { cause })))
  const abort = () => end(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    await identify(channel, jwt)
    // The clock comes first, so that the times of the conversations are this browser's.
    const synchronized = clock.synchronize()
    const subscribed = request('cqm.SubscribeExConversations', { body: toSubscription() })
    await Promise.all([synchronized, subscribed])
    await notifications.waitForConversations(ended)
    throwIfAborted(ended)
  } catch (error) {
    end(error)
    throw error
  } finally {
    signal?.removeEventListener('abort', abort)
  }
  const disconnected = new NetworkError(dev`The page has closed the socket.`)
  ended.addEventListener('abort', () => {
    if (ended.reason === disconnected) return
    if (ended.reason instanceof TokenRefusedError) onTokenRefused()
    onClose()
  })
  return {
    visitorId,
    openConversations: notifications.getOpenConversations(),
    ...createSocketRequests({ ...options, request, ended, history, clock }),
    disconnect: () => end(disconnected),
  }
}

/** The service refuses requests before its answer. */
async function identify({ request }: Channel, jwt: string): Promise<void> {
  const properties = { type: '.ams.headers.ClientProperties', appId: 'react-engagement', integration: 'BRAND_SDK', features }
  try {
    await request('InitConnection', { headers: [properties, { type: '.ams.headers.ConsumerAuthentication', jwt }] })
  } catch (error) {
    throw error instanceof ServiceError && error.status === 401 ? new TokenRefusedError() : error
  }
}

/** The service closes a conversation after a week without activity, so older ones are over. One with a survey is closed, and its stage is open. */
function toSubscription(): Record<string, unknown> {
  const states = ['OPEN', 'CLOSE']
  return { minLastUpdatedTime: Date.now() - 30 * 24 * 3_600_000, convState: states, stage: states }
}
