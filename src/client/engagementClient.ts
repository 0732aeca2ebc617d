import type { ChatSessionService } from '../model/chatSessionService.js'
import type { Engagement } from '../model/engagement.js'
import type { EngagementService } from '../model/service.js'
import type { Outbox, OutboxOptions } from '../outbox/outbox.js'
import type { SessionStore } from '../session/createSession.js'
import type { StartContext } from '../session/withSession.js'
import type { ClientEvent } from './clientEvent.js'

/** Asks one service on behalf of one visitor. Made outside React; several may live on one page; a server makes one for each request. */
export type EngagementClient = {
  readonly accountId: string
  readonly service: EngagementService
  readonly chatSessions: ChatSessionService | undefined
  /** Who the visitor is to the service. */
  readonly session: SessionStore
  /** Calls back with what the client does. Returns the way to stop. */
  subscribe: (listener: (event: ClientEvent) => void) => () => void
  /**
   * The visitor's word, as the site asked for it. Once `granted`, what waits is asked. When `denied`, what was kept is erased and what is being
   * asked is aborted, in every tab of the site, and nothing is read, stored or sent until it is granted.
   */
  setConsent: (consent: 'granted' | 'denied') => void
  /**
   * Sends what waits to be reported, on this page or left by one that is gone. Settles when all of it is sent or dropped, which an outage may put
   * off; rejects only when `signal` aborts.
   */
  flush: (options?: { signal?: AbortSignal }) => Promise<void>
  /** Forgets the visitor and what was still to be reported, as on log-out, in every tab. What is being asked is aborted; the hooks ask anew. */
  reset: () => void
  /** Starts to listen to the page and to the site's other tabs. `EngagementProvider` calls it; asking and reporting work without. */
  mount: () => void
  /** Ends what `mount` began. Both may be called repeatedly. */
  unmount: () => void
  /** @internal What the actions work with. */
  readonly core: ClientCore
}

/** @internal */
export type ClientCore = OutboxOptions &
  StartContext & {
    fetch: typeof fetch
    /** Undefined until something that reports is loaded. */
    outbox: () => Outbox | undefined
    /** Waits for consent and for the network. */
    waitUntilSendable: (signal?: AbortSignal) => Promise<void>
    /** Asks in flight, by question. */
    inFlight: Map<string, SharedRequest>
    /** Where answers are kept for the next page; undefined where they are not. */
    storedAnswersKey: string | undefined
    /** What the client has in the page's QueryClients. */
    bindings: WeakMap<object, object>
    /** Called when the visitor comes back to the page. */
    returnListeners: Set<() => void>
    emit: (event: ClientEvent) => void
  }

/** @internal */
export type SharedRequest = { answer: Promise<Engagement>; controller: AbortController; subscriberCount: number; onSubscribe?: () => void }
