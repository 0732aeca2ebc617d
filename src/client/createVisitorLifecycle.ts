import { addPageListener, isPageVisible, visibilityEvents } from '../browser/page.js'
import { getPreloadedRequest } from '../browser/preloadedRequest.js'
import type { Consent } from './createConsent.js'
import type { TabChannel } from './createTabChannel.js'
import type { ClientCore, EngagementClient } from './engagementClient.js'
import { removeOldData } from './removeOldData.js'

/** How long another page's removals from the storage may stay invisible to this page, in milliseconds. */
const removalDelay = 1000

/** A message to the site's other tabs. A log-out names the session of its tab, if that has one. */
export type TabMessage = `reset ${string}` | 'denied'

export type VisitorLifecycle = Pick<EngagementClient, 'setConsent' | 'reset' | 'mount' | 'unmount'> & {
  /** Runs when the storage no longer has the visitor of this tab. */
  onVisitorChanged: () => void
}

/**
 * Ends and continues the visitor of a client: on consent, on log-out, and after changes in other tabs. A log-out elsewhere reaches this tab in one of
 * these ways:
 *
 *   the message 'reset', of a tab or of another client on this page   → ends the conversation, drops the unsent impressions, aborts requests,
 *                                                                       clears the ids
 *   the same, and this tab knows that the session is over             → ends the conversation, drops the unsent impressions
 *   the visitor was removed from the storage                          → the same
 *   any other read of the storage shows that the visitor is gone      → aborts requests, clears the ids
 */
export function createVisitorLifecycle(
  { storage, tabStorage, key, session, inFlight, returnListeners, logOutListeners, outbox, emit }: ClientCore,
  consent: Consent,
  channel: TabChannel<TabMessage>,
): VisitorLifecycle {
  /** How many calls of `mount` have had no `unmount` yet. */
  let mounts = 0
  /** The recovery that is due. Any number of mounts share it. */
  let recovery: ReturnType<typeof setTimeout> | undefined
  /** Ends the listeners of `mount`. */
  let stops: (() => void)[] = []

  /** Ends what belongs to the visitor of the last epoch. */
  function onVisitorChanged(): void {
    for (const { controller } of inFlight.values()) controller.abort()
    inFlight.clear()
    getPreloadedRequest().url = ''
    emit({ type: 'reset' })
  }

  /** Ends what no epoch ends: unsent impressions, and the conversation. An expired session ends neither. */
  function logOut(): void {
    outbox()?.clear()
    for (const listener of logOutListeners) listener()
    // Only this tab can clear its storage.
    tabStorage.clear(key)
  }

  function endVisitor(): void {
    session.clear()
    onVisitorChanged()
  }

  function denyConsent(): void {
    consent.set('denied')
    logOut()
    storage.clear(key)
    endVisitor()
    emit({ type: 'consent', consent: 'denied' })
  }

  function onPageVisible(): void {
    if (!isPageVisible()) return
    session.readStorage()
    for (const listener of returnListeners) listener()
    // A closing page removes its sent impressions from the storage. The recovery waits until the removal is visible here.
    recovery ??= setTimeout(() => {
      recovery = undefined
      void outbox()?.recoverAbandoned()
    }, removalDelay)
  }

  function onPageEvent(): void {
    if (!isPageVisible()) return
    clearTimeout(recovery)
    recovery = undefined
    onPageVisible()
  }

  function onStorage(event: Event): void {
    const { key: changedKey, newValue } = event as StorageEvent
    // The key is null if the whole storage was cleared.
    if (![null, key, `${key}:dismissed`].includes(changedKey)) return
    const { visitorId } = session.store.getState()
    // A log-out may fail to send its message, if the storage is full. It always removes the visitor.
    const isRemoved = changedKey === key && newValue === null
    session.readStorage(isRemoved)
    if (isRemoved && visitorId !== session.store.getState().visitorId) logOut()
  }

  function onMessage(message: TabMessage): void {
    if (message === 'denied') {
      denyConsent()
      return
    }
    logOut()
    // The tab of the log-out has cleared the storage, so that this tab may already continue in the next session.
    if (!session.isOver(message.slice('reset '.length))) endVisitor()
  }

  return {
    onVisitorChanged,
    setConsent(next) {
      if (next === 'granted') {
        consent.set(next)
        removeOldData(storage, key)
        session.readStorage()
        onPageVisible()
        emit({ type: 'consent', consent: next })
      } else {
        // The message is sent first. A tab that sees the removal before it would send a request for a new visitor.
        channel.broadcast(next)
        denyConsent()
      }
    },
    reset() {
      const { sessionId = '' } = session.store.getState()
      logOut()
      // The storage is cleared first, because a receiver of the message may store the next session at once.
      storage.clear(key)
      channel.broadcast(`reset ${sessionId}`)
      endVisitor()
    },
    mount() {
      if (mounts === 0) {
        stops = [
          addPageListener([...visibilityEvents, 'pageshow'], onPageEvent),
          addPageListener(['storage'], onStorage),
          channel.subscribe(onMessage),
        ]
      }
      mounts++
      onPageVisible()
    },
    unmount() {
      if (mounts === 0) return
      mounts--
      if (mounts > 0) return
      for (const stop of stops) stop()
      clearTimeout(recovery)
      recovery = undefined
    },
  }
}
