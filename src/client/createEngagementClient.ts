import { abortable } from '../browser/abortable.js'
import { createClientStorage } from '../browser/createClientStorage.js'
import { createListeners } from '../browser/createListeners.js'
import { createLocks } from '../browser/createLocks.js'
import { isOnline, onlineEvents } from '../browser/online.js'
import { addPageListener, isPageVisible, visibilityEvents } from '../browser/page.js'
import { fetchOrTakePreloaded, getPreloadedRequest } from '../browser/preloadedRequest.js'
import { sleep } from '../browser/sleep.js'
import { waitFor } from '../browser/waitFor.js'
import { getReconnectDelay } from '../http/retrySchedule.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { Outbox } from '../outbox/outbox.js'
import { outboxRegistry } from '../outbox/outboxRegistry.js'
import { createSession } from '../session/createSession.js'
import { requestLockEarly } from '../session/withSession.js'
import type { ClientEvent } from './clientEvent.js'
import type { EngagementClientOptions } from './clientOptions.js'
import type { ClientCore, EngagementClient } from './engagementClient.js'
import { removeOldData } from './removeOldData.js'
import { toStoragePrefix } from './toStoragePrefix.js'
import { validateClientOptions } from './validateClientOptions.js'

/**
 * Makes the client that everything else is given.
 * @throws ConfigurationError when an option cannot work
 * @example
 * const client = createEngagementClient({ accountId: '12345678', service: appEngagement() })
 */
export function createEngagementClient({
  accountId,
  chatSessions,
  service = (chatSessions as ChatSessionService)?.noEngagements,
  identity,
  storage,
  consent,
  reuse,
  fetch = fetchOrTakePreloaded,
  retry: { schedule = service?.schedule, jitter = 0 } = {},
  onEvent,
}: EngagementClientOptions): EngagementClient {
  const preloaded = getPreloadedRequest()
  validateClientOptions(accountId, service, schedule, jitter)
  const { subscribe, emit } = createListeners<ClientEvent>(onEvent)
  let isGranted = consent !== 'required'
  const hasConsent = () => isGranted
  const clientStorage = createClientStorage(storage, hasConsent)
  const locks = createLocks(clientStorage, storage !== null)
  const key = toStoragePrefix(accountId, service)
  const session = createSession({ storage: clientStorage, key, identity, emit })
  const waitUntilSendable = async (signal?: AbortSignal) => {
    for (;;) {
      await waitFor(hasConsent, subscribe, signal)
      if (isOnline()) return
      await waitFor(isOnline, (listener) => addPageListener(onlineEvents, listener), signal)
      await abortable(sleep(getReconnectDelay() * 1000), signal)
    }
  }
  let outboxInstance: Outbox | undefined
  const outbox = () => {
    outboxInstance ??= outboxRegistry.createOutbox?.(core)
    return outboxInstance
  }
  const storedAnswersKey = reuse ? `${key}:answers` : undefined
  // At once, so that it is erased with all else.
  if (storedAnswersKey) clientStorage.get(storedAnswersKey)
  const core: ClientCore = {
    service,
    fetch,
    http: service.connect({ accountId, fetch, schedule, jitter, storage: clientStorage, waitUntilSendable, emit }),
    session,
    outbox,
    waitUntilSendable,
    inFlight: new Map(),
    storage: clientStorage,
    isDefaultStorage: storage === undefined,
    key,
    locks,
    schedule,
    storedAnswersKey,
    bindings: new WeakMap(),
    returnListeners: new Set(),
    hasConsent,
    emit,
  }
  if (isGranted) {
    removeOldData(clientStorage, key)
    requestLockEarly(core)
  }

  const clearVisitor = () => {
    for (const { controller } of core.inFlight.values()) controller.abort()
    core.inFlight.clear()
    preloaded.url = ''
    session.clear()
    emit({ type: 'reset' })
  }
  const resetClient = (clearStorage?: boolean) => {
    outbox()?.clear()
    // By the tab that was told: others may have kept something new since.
    if (clearStorage) clientStorage.clear(key)
    clearVisitor()
  }
  const denyConsent = () => {
    isGranted = false
    resetClient(true)
    emit({ type: 'consent', consent: 'denied' })
  }
  const onPageVisible = () => {
    if (!isPageVisible()) return
    if (session.readStorage()) clearVisitor()
    for (const listener of core.returnListeners) listener()
    // Not before what a page that is being left takes out of the storage is seen here.
    setTimeout(() => outbox()?.recoverAbandoned(), 1000)
  }
  const broadcastKey = `${key}:message`
  const onPageEvent = (event: Event) => {
    if (event.type === 'storage') onStorage(event as StorageEvent)
    else onPageVisible()
  }
  const onStorage = ({ key: changedKey, newValue: message }: StorageEvent) => {
    // The key is null where the whole storage was cleared.
    if (changedKey === null) onPageVisible()
    if (changedKey === key || changedKey === `${key}:dismissed`) session.readStorage()
    if (changedKey !== broadcastKey) return
    if (message === 'denied') denyConsent()
    if (message === 'reset') resetClient()
  }
  let mounts = 0
  let stop: (() => void) | undefined

  return {
    accountId,
    service,
    chatSessions,
    session: session.store,
    core,
    subscribe,
    setConsent(consent) {
      if (consent === 'granted') {
        isGranted = true
        removeOldData(clientStorage, key)
        session.readStorage()
        onPageVisible()
        emit({ type: 'consent', consent })
      } else {
        denyConsent()
        clientStorage.broadcast(broadcastKey, consent)
      }
    },
    flush: ({ signal } = {}) => abortable(Promise.resolve(outbox()?.flush()), signal),
    reset() {
      // First: who hears late of what was forgotten would take what was kept since for that.
      clientStorage.broadcast(broadcastKey, 'reset')
      resetClient(true)
    },
    mount() {
      if (mounts === 0) stop = addPageListener([...visibilityEvents, 'pageshow', 'storage'], onPageEvent)
      mounts++
      onPageVisible()
    },
    unmount() {
      if (mounts === 0) return
      mounts--
      if (mounts === 0) stop?.()
    },
  }
}
