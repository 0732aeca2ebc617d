import { abortable } from '../browser/abortable.js'
import { createClientStorage } from '../browser/createClientStorage.js'
import { createListeners } from '../browser/createListeners.js'
import { createLocks } from '../browser/createLocks.js'
import { getTabStorage } from '../browser/getTabStorage.js'
import { hasPrivacySignal } from '../browser/hasPrivacySignal.js'
import { isPrerendering } from '../browser/page.js'
import { explainPaths } from '../browser/pathOnServer.js'
import { fetchOrTakePreloaded, getPreloadedRequest } from '../browser/preloadedRequest.js'
import { toHost } from '../browser/toHost.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { Outbox } from '../outbox/outbox.js'
import { outboxRegistry } from '../outbox/outboxRegistry.js'
import { createSession } from '../session/createSession.js'
import { createSessionLock } from '../session/createSessionLock.js'
import { createAcceptances } from './acceptances.js'
import type { ClientEvent } from './clientEvent.js'
import type { EngagementClientOptions } from './clientOptions.js'
import { createConsent } from './createConsent.js'
import { createTabChannel } from './createTabChannel.js'
import { createVisitorLifecycle, type TabMessage } from './createVisitorLifecycle.js'
import { createWaitUntilSendable } from './createWaitUntilSendable.js'
import type { ClientCore, EngagementClient } from './engagementClient.js'
import { network } from './network.js'
import { removeOldData } from './removeOldData.js'
import { toStoragePrefix } from './toStoragePrefix.js'
import { validateClientOptions } from './validateClientOptions.js'

/**
 * Makes the client that all hooks and functions work with.
 * @throws ConfigurationError when an option cannot work
 * @example
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement() })
 */
export function createEngagementClient({
  accountId,
  chatSessions,
  service = (chatSessions as ChatSessionService)?.noEngagements,
  messaging,
  identity,
  storage: customStorage,
  consent: initialConsent = 'granted',
  privacySignal = 'ignore',
  reuse,
  fetch: givenFetch = globalThis.fetch,
  retry = {},
  onEvent,
}: EngagementClientOptions): EngagementClient {
  const { schedule = service?.schedule, jitter = 0 } = retry
  // An inline script that finds a client on its page sends nothing.
  getPreloadedRequest()
  validateClientOptions(accountId, service, schedule, jitter)
  messaging?.validate()
  const fetch = givenFetch === globalThis.fetch ? fetchOrTakePreloaded : explainPaths(givenFetch)

  /** Undefined until something that reports is loaded. */
  let outboxInstance: Outbox | undefined
  const { subscribe, emit } = createListeners<ClientEvent>(onEvent)
  // A value that is neither of the two must not switch the signal off.
  const isRefused = privacySignal !== 'ignore' && hasPrivacySignal()
  const consent = createConsent(isRefused ? 'gpc' : initialConsent, subscribe)
  const storage = createClientStorage(customStorage, consent.isGranted)
  const tabStorage = createClientStorage(customStorage === null ? null : getTabStorage(), consent.isGranted)
  const key = toStoragePrefix(accountId, service)
  const session = createSession({
    storage,
    key,
    identity: isRefused ? undefined : identity,
    limits: service.sessionLimits,
    emit,
    onVisitorChanged: () => onVisitorChanged(),
  })

  const locks = createLocks(storage, customStorage !== null)
  const waitUntilSendable = createWaitUntilSendable(consent)
  const fetchOfService: typeof fetch = (input, init) => {
    if (process.env.NODE_ENV !== 'production') core.latestHost = toHost(input)
    // The devtools replace `core.fetch`. A browser's own function refuses another `this` than the window.
    const { fetch } = core
    return fetch(input, init)
  }
  const core: ClientCore = {
    service,
    fetch,
    http: service.connect({ accountId, fetch: fetchOfService, schedule, jitter, storage, waitUntilSendable, network, emit }),
    session,
    sessionLock: createSessionLock(locks, key, session),
    outbox(create = outboxRegistry.createOutbox) {
      outboxInstance ??= create?.(core)
      return outboxInstance
    },
    waitUntilSendable,
    network,
    inFlight: new Map(),
    storage,
    isDefaultStorage: customStorage === undefined,
    key,
    locks,
    schedule,
    reconnect: { schedule: retry.schedule, jitter },
    storedAnswersKey: reuse ? `${key}:answers` : undefined,
    bindings: new WeakMap(),
    returnListeners: new Set(),
    tabStorage,
    logOutListeners: new Set(),
    acceptances: createAcceptances(),
    messaging: undefined,
    hasConsent: consent.isGranted,
    isRefusedBySignal: consent.isRefusedBySignal,
    emit,
  }
  core.messaging = messaging?.connect({
    accountId,
    fetch: fetchOfService,
    storage,
    tabStorage,
    key,
    locks,
    network,
    ...core.reconnect,
    waitUntilSendable,
    onFrame: (frame) => core.onFrame?.(frame),
  })
  if (core.messaging) core.logOutListeners.add(core.messaging.forget)
  // This read registers the key, so that `storage.clear` removes it.
  if (core.storedAnswersKey) storage.get(core.storedAnswersKey)
  if (consent.isGranted()) {
    removeOldData(storage, key)
    // A client of chat sessions alone starts no session.
    if (service !== chatSessions?.noEngagements && !isPrerendering()) core.sessionLock.requestEarly()
  }
  if (isRefused) {
    getPreloadedRequest().url = ''
    storage.clear(key)
    emit({ type: 'consent', consent: 'denied', reason: 'gpc' })
  }

  const { onVisitorChanged, ...lifecycle } = createVisitorLifecycle(core, consent, createTabChannel<TabMessage>(storage, key))

  return {
    accountId,
    service,
    chatSessions,
    session: session.store,
    core,
    subscribe,
    flush: ({ signal } = {}) => abortable(Promise.resolve(core.outbox()?.flush()), signal),
    ...lifecycle,
  }
}
