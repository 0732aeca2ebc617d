import type { ClientStorage } from '../browser/createClientStorage.js'
import type { Network } from '../http/network.js'
import type { RetrySchedule } from '../http/retrySchedule.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { Engagement } from '../model/engagement.js'
import type { EngagementService } from '../model/engagementService.js'
import type { MessagingConnection, MessagingFrame } from '../model/messagingService.js'
import type { createOutbox } from '../outbox/createOutbox.js'
import type { Outbox, OutboxOptions } from '../outbox/outbox.js'
import type { SessionStore } from '../session/createSession.js'
import type { StartContext } from '../session/withSession.js'
import type { Acceptances } from './acceptances.js'
import type { ClientEvent } from './clientEvent.js'

/** Works with the services for one visitor. Make it outside React. A page may have several clients. A server makes one per request. */
export type EngagementClient = {
  /** The account of the options. */
  readonly accountId: string
  /** The service that makes the engagements. Without one in the options, every engagement request rejects with a `ConfigurationError`. */
  readonly service: EngagementService
  /** The service that has the chat sessions. */
  readonly chatSessions: ChatSessionService | undefined
  /** The visitor's ids at the service. */
  readonly session: SessionStore
  /** Calls back with each event of the client. Returns a function that unsubscribes. */
  subscribe: (listener: (event: ClientEvent) => void) => () => void
  /**
   * Records the visitor's consent. `granted` sends the requests that wait. `denied` erases the stored data and aborts the requests in flight, in
   * every tab of the site. The client then reads, stores and sends nothing until consent is granted.
   */
  setConsent: (consent: 'granted' | 'denied') => void
  /**
   * Sends all queued impressions, also those of closed pages. Resolves when each one is sent or dropped, which an outage may delay. Rejects only
   * when `signal` aborts.
   */
  flush: (options?: { signal?: AbortSignal | undefined }) => Promise<void>
  /** Logs the visitor out in every tab: clears the ids and the outbox, and aborts the requests in flight. Mounted hooks request again. */
  reset: () => void
  /** Starts to listen to the page and to the site's other tabs. `EngagementProvider` calls `mount`. Requests and reports work without it. */
  mount: () => void
  /** Stops listening after as many calls as `mount` had. Surplus calls do nothing. */
  unmount: () => void
  /** @internal The parts that the library's functions work with. */
  readonly core: ClientCore
}

/** @internal */
export type ClientCore = OutboxOptions &
  StartContext & {
    /** Sends each request of the services. */
    fetch: typeof fetch
    /** The host of the service's latest request. Production bundles have none. */
    latestHost?: string | undefined
    /** Makes the outbox once. Without the function that makes it, returns undefined until something that reports is loaded. */
    outbox: (create?: typeof createOutbox) => Outbox | undefined
    /** Waits until the page is shown, and for consent. */
    waitUntilSendable: (signal?: AbortSignal) => Promise<void>
    /** True if the browser's privacy signal denied consent, and the site has not decided since. */
    isRefusedBySignal: () => boolean
    network: Network
    /** The engagement requests in flight, by question. */
    inFlight: Map<string, SharedRequest>
    /** The storage key of the answers for the next page. Undefined without `reuse`. */
    storedAnswersKey: string | undefined
    /** Per QueryClient, the binding of this client. Its presence means that the listeners are registered. */
    bindings: WeakMap<object, object>
    /** Called when the visitor returns to the page. */
    returnListeners: Set<() => void>
    /** The storage of this tab alone. */
    tabStorage: ClientStorage
    /** Called on a log-out and on a denial of consent, in every tab, there also twice. The stored data may be gone by then. */
    logOutListeners: Set<() => void>
    /** The place where buttons and the conversation's window meet. */
    acceptances: Acceptances
    /** The site's own delays between attempts to open a socket, in seconds. `jitter` is the share that is added at random. */
    reconnect: { schedule: RetrySchedule | undefined; jitter: number }
    /** The messaging of the client. Undefined without the option `messaging`. */
    messaging: MessagingConnection | undefined
    /** Records the frames of the conversation's socket. The devtools set it. */
    onFrame?: ((frame: MessagingFrame) => void) | undefined
    emit: (event: ClientEvent) => void
  }

/** @internal */
export type SharedRequest = { answer: Promise<Engagement>; controller: AbortController; subscriberCount: number; onSubscribe?: () => void }
