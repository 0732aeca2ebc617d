import type { StoreApi } from 'zustand/vanilla'
import type { ClientStorage } from '../browser/createClientStorage.js'
import { isPrerendering, waitUntilShown } from '../browser/page.js'
import { readFields, toText } from '../http/readers.js'
import type { EngagementIds } from '../model/engagement.js'
import type { SessionLimits } from '../model/engagementService.js'
import { createIdentityStorage } from './createIdentityStorage.js'
import { createIdentityStore } from './createIdentityStore.js'
import { mergeIdentity } from './mergeIdentity.js'
import { emptyIdentity, type SessionIdentity } from './sessionIdentity.js'

/** The session's identity as a zustand store. Read it and subscribe to it. Only the client writes it. */
export type SessionStore = StoreApi<SessionIdentity>

export type SessionEvent =
  /** The service made a session, or answered with a session that this tab did not know. */
  | { type: 'sessionStarted' }
  /** This tab continues a session of another tab or of an earlier page. A server or a persister may also have its answer. */
  | { type: 'sessionAdopted' }
  /** The service no longer knows the session. */
  | { type: 'sessionLost' }

/** The origin of ids. They come from a response to this tab, or from elsewhere: from another tab, a server or a persister. */
export type IdentitySource = 'service' | 'elsewhere'

export type Session = {
  store: SessionStore
  /**
   * Sets the ids, and stores visitor and session. Ids that are not given stay as they are. A cleared session from another tab is ignored, because
   * that tab may not know of the reset yet. `requestIds` are the ids of the request that a response belongs to. The ids of the response
   * are ignored if another tab has stored a visitor or a session since.
   */
  setIdentity: (ids: Partial<SessionIdentity>, source: IdentitySource, requestIds?: Partial<SessionIdentity>) => void
  /** Stores for all tabs that the visitor wants no offers of a session. An empty text means a visitor who has no session yet. */
  dismiss: (sessionId: string) => void
  /** Ends the epoch and clears the ids. If another tab has stored others since, the session continues with them. */
  clear: () => void
  /** Does the same for a session that the service no longer knows. */
  lose: () => void
  /**
   * Adopts the ids that other tabs have stored since. Ends the epoch if the visitor of this tab is gone or replaced.
   * @param isRemoved True if another tab has removed the ids. The visitor of this tab then is gone, though it was not stored.
   */
  readStorage: (isRemoved?: boolean) => void
  /** Returns a number that changes with the visitor: after a log-out, a denial of consent, or a change elsewhere. */
  getVisitorNumber: () => number
  /** True if the client had this session in the current epoch. */
  isOfEpoch: (sessionId: string) => boolean
  /** True if the service no longer knew this session, and the visitor is still the same. */
  isLost: (sessionId: string) => boolean
  /** True if the session belongs to a visitor before this one. */
  isOver: (sessionId: string) => boolean
  /** True if the client has no session yet and may continue in the session of an answer from elsewhere. */
  canAdopt: (ids: EngagementIds) => boolean
}

export type SessionOptions = {
  storage: ClientStorage
  key: string
  /** Ids from the site. They win over stored ids. */
  identity: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
  limits: SessionLimits
  emit: (event: SessionEvent) => void
  /** Called when the storage no longer has the visitor of this tab. The session has the stored ids by then. */
  onVisitorChanged: () => void
}

const idFields = { visitorId: toText, sessionId: toText }

/**
 * An epoch is the time in which the client works for one visitor. It ends with a log-out, a denial of consent, a lost session, or another visitor in
 * the storage. The service may change the ids within an epoch.
 */
export function createSession({ storage, key, identity, limits, emit, onVisitorChanged }: SessionOptions): Session {
  const store = createIdentityStore()
  const identityStorage = createIdentityStorage(storage, key, limits)
  /** The time at which the session started, in milliseconds since the epoch. */
  let startedAt = Date.now()
  /** True while the storage holds the visitor of the store. If the visitor disappears from there, another tab logged out. */
  let isStored = false
  /** The sessions of the current epoch. */
  const epochSessions = new Set<string>()
  /** The sessions that are over. Another tab may still write one of them into the storage. */
  const endedSessions = new Set<string>()
  /** The ended sessions of the same visitor. The service no longer knew them. */
  const lostSessions = new Set<string>()
  let visitorNumber = 0
  const dismissedKey = `${key}:dismissed`

  function applyIdentity(next: SessionIdentity, source: IdentitySource): void {
    const { sessionId } = store.getState()
    // The subscribers of the store ask whether their answers belong to the epoch.
    if (next.sessionId) epochSessions.add(next.sessionId)
    store.setState(next)
    if (next.sessionId && next.sessionId !== sessionId) emit({ type: source === 'service' ? 'sessionStarted' : 'sessionAdopted' })
  }

  function endEpoch(): void {
    for (const sessionId of epochSessions) endedSessions.add(sessionId)
    epochSessions.clear()
  }

  function endVisitor(): void {
    endEpoch()
    lostSessions.clear()
    visitorNumber++
  }

  function loseEpoch(): void {
    for (const sessionId of epochSessions) lostSessions.add(sessionId)
    endEpoch()
  }

  function clearIds(): void {
    isStored = false
    store.setState(emptyIdentity)
    session.readStorage()
  }

  /** Stores the ids of a prerendered page, unless the storage has another visitor by then. */
  async function storeWhenShown(): Promise<void> {
    await waitUntilShown()
    session.readStorage()
    const current = store.getState()
    if (current.visitorId && (isStored || !identityStorage.read(current).visitorId)) session.setIdentity({}, 'elsewhere')
  }

  const session: Session = {
    store,
    setIdentity(ids, source, requestIds) {
      if (ids.sessionId && endedSessions.has(ids.sessionId)) {
        if (source === 'elsewhere') return
        endedSessions.delete(ids.sessionId)
        lostSessions.delete(ids.sessionId)
      }
      if (requestIds && !requestIds.sessionId) {
        // A tab that did not wait for the lock may have stored a visitor or a session since. All tabs continue with these.
        session.readStorage()
        const { visitorId, sessionId } = store.getState()
        const isOtherVisitor = visitorId !== requestIds.visitorId && visitorId !== ids.visitorId
        if (sessionId ? sessionId !== ids.sessionId : isOtherVisitor) return
      }
      const current = store.getState()
      const next = { ...current, ...readFields(ids, { ...idFields, pageId: toText }) }
      if (next.sessionId !== current.sessionId) startedAt = Date.now()
      isStored = identityStorage.write(next, startedAt, lostSessions)
      if (isPrerendering()) void storeWhenShown()
      applyIdentity(next, source)
    },
    dismiss(dismissedSessionId) {
      store.setState({ dismissedSessionId })
      storage.set(dismissedKey, dismissedSessionId, limits.maxAge)
    },
    clear() {
      endVisitor()
      clearIds()
    },
    lose() {
      identityStorage.writeLoss(store.getState().sessionId)
      loseEpoch()
      clearIds()
    },
    readStorage(isRemoved = false) {
      const dismissedSessionId = toText(storage.get(dismissedKey))
      if (dismissedSessionId && dismissedSessionId !== store.getState().dismissedSessionId) store.setState({ dismissedSessionId })
      const current = store.getState()
      // A removal by another tab is a log-out. It also ends ids that this tab could not store.
      const stored = identityStorage.read(isRemoved ? emptyIdentity : current)
      const merged = mergeIdentity(current, stored, { isStored: isStored || isRemoved, endedSessions })
      // Another tab may still be in a lost session. It would take the removal for a log-out.
      if (merged.isCleared && !lostSessions.has(stored.sessionId ?? '')) identityStorage.remove()
      const isLost = epochSessions.has(stored.lostSessionId ?? '')
      if (isLost) loseEpoch()
      else if (merged.visitorChanged) endVisitor()
      isStored = merged.isStored
      if (merged.next !== current) {
        startedAt = stored.startedAt ?? Date.now()
        applyIdentity(merged.next, 'elsewhere')
      }
      if (merged.visitorChanged && !isLost) onVisitorChanged()
    },
    getVisitorNumber: () => visitorNumber,
    isOfEpoch: (sessionId) => epochSessions.has(sessionId),
    isLost: (sessionId) => lostSessions.has(sessionId),
    isOver: (sessionId) => endedSessions.has(sessionId) && !lostSessions.has(sessionId),
    canAdopt({ visitorId, sessionId }) {
      const current = store.getState()
      return !current.sessionId && !endedSessions.has(sessionId) && (!current.visitorId || current.visitorId === visitorId)
    },
  }
  const given = readFields(identity, idFields)
  store.setState(given)
  if (given.sessionId) epochSessions.add(given.sessionId)
  session.readStorage()
  return session
}
