import type { ClientStorage } from '../browser/createClientStorage.js'
import type { Locks } from '../browser/createLocks.js'
import type { Network } from '../http/network.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { AvailableEngagement } from './engagement.js'
import type { ConversationDetails, MessagingEvent, OutgoingEvent } from './messagingEvent.js'

export type * from './messagingEvent.js'

/**
 * A messaging service: `liveMessaging({…})`, or your own object of this shape. It says what the service says. Order, retries, receipts and the stored
 * conversation are the library's (`conversation/`).
 */
export type MessagingService = {
  /** Names the service in the storage. */
  key: string
  /**
   * `createEngagementClient` calls it.
   * @throws ConfigurationError if an option cannot work
   */
  validate: () => void
  /** Makes the connection of one client. It sends and reads nothing yet. */
  connect: (context: MessagingContext) => MessagingConnection
}

/** The parts of a client that a messaging service works with. */
export type MessagingContext = {
  /** The brand's account. */
  accountId: string
  /** Sends each HTTP request. */
  fetch: typeof fetch
  /** Holds data for all tabs of the site, with the client's consent. */
  storage: ClientStorage
  /** Holds data for this tab alone, with the client's consent. */
  tabStorage: ClientStorage
  /** The beginning of the storage keys and lock names. `client.reset()` clears all keys that begin with it. */
  key: string
  /** Locks that all tabs of the site share. */
  locks: Locks
  /** Whether the browser has a network. */
  network: Network
  /** The site's own delays between attempts, in seconds. Undefined means the service's. */
  schedule: RetrySchedule | undefined
  /** The share of a delay that is added at random, as in the client's option `retry`. */
  jitter: number
  /** Waits until the page is shown, and for consent. */
  waitUntilSendable: (signal?: AbortSignal) => Promise<void>
  /** The devtools record each frame, without its content. */
  onFrame: (frame: MessagingFrame) => void
}

/** A frame of the socket, for the devtools. */
export type MessagingFrame = {
  /** The direction, as this page sees it. */
  direction: 'sent' | 'received'
  /** The type of the request or notification, such as `ms.PublishEvent`. A response has the type of its request. */
  type: string
  /** The status of a response. */
  code?: number | undefined
}

/** The messaging of one client. It knows who the visitor is, and opens sockets. */
export type MessagingConnection = {
  /** True if the visitor's identity is stored, or the site's own token names the visitor. Without it, there is no conversation to resume. */
  hasIdentity: () => boolean
  /**
   * Opens a socket as this visitor: token, socket, identification, and the list of the visitor's open conversations. Renews an expired token.
   * @throws ConfigurationError without a `WebSocket`
   * @throws EngagementError if no token could be had, or the socket was refused
   */
  open: (options: OpenSocketOptions) => Promise<MessagingSocket>
  /** Forgets the visitor: removes the stored token. */
  forget: () => void
}

/** The options of `MessagingConnection.open`. */
export type OpenSocketOptions = {
  /** Called with each event of the service, in its order. It may be called before `open` resolves. An event can come twice. */
  onEvent: (event: MessagingEvent) => void
  /** Called once, when the socket is closed by anything but `disconnect`. Requests in flight have rejected with a `NetworkError` by then. */
  onClose: () => void
  /** The connector of the engagement, if the engagement needs an authenticated visitor. */
  connectorId?: string | undefined
  /** Ends the attempt with its reason. */
  signal?: AbortSignal | undefined
}

/** A dialog of a conversation, as requests name it. */
export type DialogAddress = {
  /** The id of the conversation. */
  conversationId: string
  /** The id of the dialog. */
  dialogId: string
}

/** One socket, after its identification. Each request rejects with a `ServiceError` on a refusal, a `TimeoutError`, or a `NetworkError` on a closed socket. */
export type MessagingSocket = {
  /** The visitor's own id in messages and receipts. */
  readonly visitorId: string
  /** The conversations that were open when the socket opened, the latest first. */
  readonly openConversations: readonly ConversationDetails[]
  /** Asks for a new conversation. The service has no key against repeats: look at `openConversations` of a new socket before a repeat. */
  requestConversation: (engagement: AvailableEngagement | undefined) => Promise<{ conversationId: string }>
  /** Subscribes to a dialog. Resolves when `onEvent` has had all events that exist from the sequence on. */
  subscribe: (dialog: DialogAddress, fromSequence: number) => Promise<void>
  /** Publishes an event. Resolves with its number, if the service gave one. */
  publish: (dialog: DialogAddress, event: OutgoingEvent) => Promise<{ sequence: number | undefined }>
  /** Ends a dialog. `isFinal` ends the whole conversation without a survey. */
  close: (dialog: DialogAddress, options: { isFinal: boolean }) => Promise<void>
  /** Resolves with the address of a file. */
  getFileUrl: (path: string) => Promise<string>
  /** Closes the socket after the requests that were sent. `onClose` is not called. */
  disconnect: () => void
}
