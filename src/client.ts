import { createDomain } from './api/createDomain.js'
import type { Engagement, HeldIds } from './api/engagement.js'
import { isUnknownSession } from './api/isUnknownSession.js'
import type { EngagementService, UpdateRequest } from './api/service.js'
import { toBaseUrl } from './api/toBaseUrl.js'
import type { ClientEvent } from './clientEvent.js'
import { ConfigurationError, SessionLostError } from './errors.js'
import { createHttp, type Http } from './http/createHttp.js'
import type { RetrySchedule } from './http/schedules.js'
import { createOutbox, type Outbox } from './outbox/createOutbox.js'
import { abortable } from './platform/abortable.js'
import { createKeep, type EngagementStorage } from './platform/createKeep.js'
import { createLock, type Lock } from './platform/createLock.js'
import { isPageVisible, onPageVisibility } from './platform/page.js'
import { createSession, type Session, type SessionStore } from './session/createSession.js'

export type EngagementClientOptions = {
  /** The brand's account at the service: letters, digits and underscores, at most 20. */
  accountId: string
  /** The service that makes the engagements: `appEngagement({…})`. */
  service: EngagementService
  /** A visitor known from elsewhere: a cookie, the brand's own tag, a loader. */
  identity?: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
  /**
   * Where visitor and session survive a reload; null for nowhere.
   * @default localStorage; nothing on a server or where the browser refuses it
   */
  storage?: EngagementStorage | null
  /** @default globalThis.fetch */
  fetch?: typeof fetch
  /** Departs from the service's published pauses. */
  retry?: {
    /**
     * Pauses between attempts, in seconds.
     * @default the service's published ones: 5, 10, 15 for App Engagement
     */
    schedule?: RetrySchedule
    /**
     * With `j`, a pause of `d` after a 5xx or a network failure is drawn from `[d, d + j · d)`, so that many browsers caught in one outage do not
     * come back as one. A loading account is always waited for exactly.
     * @default 0
     */
    jitter?: number
  }
  /** Told what the client does: the first of its subscribers. */
  onEvent?: (event: ClientEvent) => void
}

/** Asks one service on behalf of one visitor. Made outside React; several may live on one page; a server makes one for each request. */
export type EngagementClient = {
  readonly accountId: string
  readonly service: EngagementService
  /** Who the visitor is to the service. */
  readonly session: SessionStore
  /** Calls back with what the client does. Returns the way to stop. */
  subscribe: (listener: (event: ClientEvent) => void) => () => void
  /** Sends what waits to be reported. Settles when all of it is sent or dropped; rejects only when `signal` aborts. */
  flush: (options?: { signal?: AbortSignal }) => Promise<void>
  /** Forgets the visitor and what was still to be reported, as on log-out. What is being asked is aborted; the hooks ask anew. */
  reset: () => void
  /** Starts to listen to the page. `EngagementProvider` calls it; asking and reporting work without. */
  mount: () => void
  /** Ends what `mount` began. Both may be called repeatedly. */
  unmount: () => void
  /** @internal What the actions work with. */
  readonly core: ClientCore
}

/** @internal */
export type ClientCore = {
  http: Http
  session: Session
  outbox: Outbox
  /** Held while a session is started, so that two questions asked at once do not start two. */
  lock: Lock
  /** Asks in flight, by question. */
  asks: Map<string, SharedAsk>
  emit: (event: ClientEvent) => void
  /** Waits for a request that is made within a session. One that the service no longer knows is forgotten, and SessionLostError thrown. */
  within: <type>(ids: HeldIds, request: Promise<type>) => Promise<type>
  update: (request: UpdateRequest) => Promise<void>
}

/** @internal */
export type SharedAsk = { answer: Promise<Engagement>; controller: AbortController; waiting: number }

/**
 * Makes the client that everything else is given.
 * @throws ConfigurationError when an option cannot work
 * @example
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement() })
 */
export function createEngagementClient({
  accountId,
  service,
  identity,
  storage,
  fetch = (...parameters) => globalThis.fetch(...parameters),
  retry: { schedule = service.schedule, jitter = 0 } = {},
  onEvent,
}: EngagementClientOptions): EngagementClient {
  const baseUrl = service.domain === undefined ? undefined : toBaseUrl(service.domain)
  const isValid =
    /^[a-zA-Z0-9_]{1,20}$/.test(accountId) &&
    (service.domain === undefined || baseUrl) &&
    (process.env.NODE_ENV === 'production' || [...schedule, jitter].every((number) => number >= 0 && number < Infinity))
  if (!isValid) {
    throw new ConfigurationError(
      process.env.NODE_ENV === 'production'
        ? ''
        : `One of these cannot be used: accountId "${accountId}" (1 to 20 letters, digits and underscores), domain "${service.domain}" (a host, an origin, or a path on the page's own origin), retry schedule "${schedule}" (pauses in seconds) and jitter ${jitter} (a share of them).`,
    )
  }
  const listeners = new Set<(event: ClientEvent) => void>(onEvent && [onEvent])
  const emit = (event: ClientEvent) => {
    for (const listener of listeners) {
      try {
        listener(event)
      } catch (error) {
        // A listener's fault is the site's to hear of, and nobody else's: it stays unhandled.
        void Promise.reject(error)
      }
    }
  }

  const keep = createKeep(storage)
  const session = createSession({ keep, key: `react-engagement:1:${accountId}:${service.key}`, identity })
  const account = `/api/account/${accountId}`
  const domain = createDomain({ keep, fetch, account, service: service.domainService })
  const http = createHttp({
    fetch,
    schedule,
    jitter,
    baseUrl: async () => (baseUrl ?? (await domain.get())) + account,
    onRetry: (notice) => emit({ type: 'retrying', ...notice }),
    onNetworkFailure: domain.drop,
  })

  const within: ClientCore['within'] = async (ids, request) => {
    try {
      return await request
    } catch (cause) {
      if (!(ids.visitorId || ids.sessionId) || !isUnknownSession(cause)) throw cause
      if (session.store.getState().sessionId === ids.sessionId) {
        session.forget()
        emit({ type: 'sessionLost' })
      }
      throw new SessionLostError(
        process.env.NODE_ENV === 'production'
          ? ''
          : 'The service no longer knows the session. What was sent with it did not count; the next ask starts a new one.',
        { cause },
      )
    }
  }
  const update: ClientCore['update'] = async (request) => {
    const ids = await within(request, service.updateSession(http, request))
    // Of another page view, or after a reset, they are not the visitor's of now.
    session.adopt(session.store.getState().pageId === request.pageId ? ids : {})
  }
  const outbox = createOutbox({
    emit,
    send: (ids, impAttributes, signal) => update({ ...ids, impAttributes, signal, keepalive: true }),
  })
  const core: ClientCore = { http, session, outbox, lock: createLock(), asks: new Map(), emit, within, update }

  const stops: (() => void)[] = []

  return {
    accountId,
    service,
    session: session.store,
    core,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    flush: ({ signal } = {}) => abortable(outbox.flush(), signal),
    reset() {
      for (const { controller } of core.asks.values()) controller.abort()
      core.asks.clear()
      outbox.clear()
      session.forget()
      emit({ type: 'reset' })
    },
    mount() {
      stops.push(onPageVisibility(() => isPageVisible() || outbox.flush()))
    },
    unmount() {
      stops.pop()?.()
    },
  }
}
