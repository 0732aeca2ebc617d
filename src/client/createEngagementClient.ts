import { abortable } from '../browser/abortable.js'
import { createKeep } from '../browser/createKeep.js'
import { createListeners } from '../browser/createListeners.js'
import { createLocks } from '../browser/createLocks.js'
import { fetchEarly, meetEarly } from '../browser/early.js'
import { isOnline, onlineTypes } from '../browser/online.js'
import { isPageVisible, onPage, visibilityTypes } from '../browser/page.js'
import { pause } from '../browser/pause.js'
import { until } from '../browser/until.js'
import { toOnlineDelay } from '../http/retrySchedule.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import type { Outbox } from '../outbox/outbox.js'
import { outboxMaker } from '../outbox/outboxMaker.js'
import { createSession } from '../session/createSession.js'
import { claimAhead } from '../session/inSession.js'
import type { ClientEvent } from './clientEvent.js'
import type { EngagementClientOptions } from './clientOptions.js'
import type { ClientCore, EngagementClient } from './engagementClient.js'
import { removeOldData } from './removeOldData.js'
import { toClientKey } from './toClientKey.js'
import { toServiceUrl } from './toServiceUrl.js'

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
  fetch = fetchEarly,
  retry: { schedule = service?.schedule, jitter = 0 } = {},
  onEvent,
}: EngagementClientOptions): EngagementClient {
  const early = meetEarly()
  toServiceUrl(accountId, service, schedule, jitter)
  const { subscribe, emit } = createListeners<ClientEvent>(onEvent)
  let isGranted = consent !== 'required'
  const isAllowed = () => isGranted
  const keep = createKeep(storage, isAllowed)
  const locks = createLocks(keep, storage !== null)
  const key = toClientKey(accountId, service)
  const session = createSession({ keep, key, identity, emit })
  const ready = async (signal?: AbortSignal) => {
    for (;;) {
      await until(isAllowed, subscribe, signal)
      if (isOnline()) return
      await until(isOnline, (listener) => onPage(onlineTypes, listener), signal)
      await abortable(pause(toOnlineDelay() * 1000), signal)
    }
  }
  let made: Outbox | undefined
  const outbox = () => {
    made ??= outboxMaker.createOutbox?.(core)
    return made
  }
  const answersKey = reuse ? `${key}:answers` : undefined
  // At once, so that it is erased with all else.
  if (answersKey) keep.read(answersKey)
  const core: ClientCore = {
    service,
    fetch,
    http: service.connect({ accountId, fetch, schedule, jitter, keep, ready, emit }),
    session,
    outbox,
    ready,
    asks: new Map(),
    keep,
    isDefaultStorage: storage === undefined,
    key,
    locks,
    schedule,
    answersKey,
    links: new WeakMap(),
    returns: new Set(),
    isAllowed,
    emit,
  }
  if (isGranted) {
    removeOldData(keep, key)
    claimAhead(core)
  }

  const forget = () => {
    for (const { controller } of core.asks.values()) controller.abort()
    core.asks.clear()
    early.url = ''
    session.forget()
    emit({ type: 'reset' })
  }
  const forgetAll = (isToldHere?: boolean) => {
    outbox()?.clear()
    // By the tab that was told: others may have kept something new since.
    if (isToldHere) keep.clear(key)
    forget()
  }
  const deny = () => {
    isGranted = false
    forgetAll(true)
    emit({ type: 'consent', consent: 'denied' })
  }
  const arrive = () => {
    if (!isPageVisible()) return
    if (session.sync()) forget()
    for (const listener of core.returns) listener()
    // Not before what a page that is being left takes out of the storage is seen here.
    setTimeout(() => outbox()?.takeOver(), 1000)
  }
  const wordKey = `${key}:word`
  const onPageEvent = (event: Event) => {
    if (event.type === 'storage') onStorage(event as StorageEvent)
    else arrive()
  }
  const onStorage = ({ key: changed, newValue: message }: StorageEvent) => {
    // The key is null where the whole storage was cleared.
    if (changed === null) arrive()
    if (changed === key || changed === `${key}:dismissed`) session.sync()
    if (changed !== wordKey) return
    if (message === 'denied') deny()
    if (message === 'reset') forgetAll()
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
        removeOldData(keep, key)
        session.sync()
        arrive()
        emit({ type: 'consent', consent })
      } else {
        deny()
        keep.tell(wordKey, consent)
      }
    },
    flush: ({ signal } = {}) => abortable(Promise.resolve(outbox()?.flush()), signal),
    reset() {
      // First: who hears late of what was forgotten would take what was kept since for that.
      keep.tell(wordKey, 'reset')
      forgetAll(true)
    },
    mount() {
      if (mounts === 0) stop = onPage([...visibilityTypes, 'pageshow', 'storage'], onPageEvent)
      mounts++
      arrive()
    },
    unmount() {
      if (mounts === 0) return
      mounts--
      if (mounts === 0) stop?.()
    },
  }
}
