import { isExpired, wasReceivedHere } from '../browser/expiry.js'
import { isServer } from '../browser/isServer.js'
import { isOnline, onlineEvents } from '../browser/online.js'
import { createSharedPageListener, visibilityEvents } from '../browser/page.js'
import { getPageLanguage, onPageLanguageChange } from '../browser/pageLanguage.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ConversationEngagement, Engagement } from '../model/engagement.js'
import { type EngagementSource, noResult } from './engagementSource.js'
import { toConversation } from './toConversation.js'
import { type EngagementSnapshot, keepIfEqual, serverEnvironment, toSnapshot } from './toSnapshot.js'

/**
 * A source of snapshots for `useSyncExternalStore`. All buttons of one engagement share it. An observer, timers and listeners per button would
 * cost twice the time and six times the memory.
 */
export type EngagementStore = {
  source: EngagementSource
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => EngagementSnapshot
  /** Returns the snapshot that the server rendered: without answers that this page received itself, and without facts of the browser. */
  getServerSnapshot: () => EngagementSnapshot
  /** Returns the current state, also if the listeners have not been notified of it yet. */
  readNow: () => EngagementSnapshot
}

const onEnvironmentChange = createSharedPageListener([...onlineEvents, ...visibilityEvents])

/** The longest delay that a timer accepts, in milliseconds. */
const maxTimeout = 2 ** 31 - 1

export function createEngagementStore({ client, source }: { client: EngagementClient; source: EngagementSource }): EngagementStore {
  const { session } = client
  const { acceptances } = client.core
  const listeners = new Set<() => void>()
  /** Ends the subscriptions that the store has while it has listeners. */
  let stops: ((() => void) | undefined)[] = []
  /** Runs until the offer expires. */
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The engagement of the client's own conversation, and the answer that it is made of. */
  let conversation: ConversationEngagement | undefined
  let conversationAnswer: Engagement | undefined
  /** The latest snapshot. */
  let snapshot = readNow()
  /** The latest snapshot for hydration. */
  let serverSnapshot: EngagementSnapshot | undefined

  /** Returns the same object while answer and conversation are the same. */
  function readConversation(answer: Engagement | undefined, id: string | undefined): ConversationEngagement | undefined {
    if (conversation?.conversationId !== id || conversationAnswer !== answer) {
      conversation = id === undefined ? undefined : toConversation(answer, id)
      conversationAnswer = answer
    }
    return conversation
  }

  function readNow(): EngagementSnapshot {
    const result = source.getResult()
    const shared = acceptances.getState()
    return toSnapshot(result, {
      isExpired: isExpired(result.data) || source.isOfOtherEpoch(),
      isOffline: !isOnline(),
      session: session.getState(),
      pageLanguage: getPageLanguage(),
      shared,
      conversation: readConversation(result.data, shared.conversation?.id),
    })
  }

  function refreshSnapshot(): EngagementSnapshot {
    snapshot = keepIfEqual(snapshot, readNow())
    return snapshot
  }

  function update(): void {
    const previous = snapshot
    const { engagement, isExpired } = refreshSnapshot()
    clearTimeout(timer)
    // The timer marks the offer as expired and sends no request. It is late after a device slept, and visibility events make up for that.
    if (engagement && 'expiresAt' in engagement && engagement.expiresAt && !isExpired) {
      timer = setTimeout(update, Math.min(engagement.expiresAt - Date.now(), maxTimeout))
    }
    if (snapshot !== previous) for (const listener of listeners) listener()
  }

  return {
    source,
    readNow,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        stops = [
          onEnvironmentChange(update),
          onPageLanguageChange(update),
          session.subscribe(update),
          acceptances.subscribeToState(update),
          source.subscribe?.(update),
        ]
        update()
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size) return
        clearTimeout(timer)
        for (const stop of stops.splice(0)) stop?.()
      }
    },
    getSnapshot: () => (listeners.size ? snapshot : refreshSnapshot()),
    getServerSnapshot() {
      const result = source.getServerResult()
      const serverResult = isServer || !wasReceivedHere(result.data) ? result : noResult
      if (serverSnapshot?.result !== serverResult) serverSnapshot = keepIfEqual(snapshot, toSnapshot(serverResult, serverEnvironment))
      return serverSnapshot
    },
  }
}
