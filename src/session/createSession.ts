import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ClientStorage } from '../browser/createClientStorage.js'
import { readFields, toNumber, toText } from '../http/readers.js'
import { sessionMaxAge } from './sessionMaxAge.js'

/** Who the visitor is to the service. All undefined until the first answer. */
export type SessionIdentity = {
  visitorId: string | undefined
  sessionId: string | undefined
  /** The page view: never restored. */
  pageId: string | undefined
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId?: string | undefined
}

/** The session's identity as a zustand store. Read it and subscribe to it; the client writes it. */
export type SessionStore = StoreApi<SessionIdentity>

export type SessionEvent =
  /** The service made a session, or named one that this tab did not know. */
  | { type: 'sessionStarted' }
  /** The session of another tab, or of an earlier page, goes on here. */
  | { type: 'sessionAdopted' }
  /** The service no longer knows the session. */
  | { type: 'sessionLost' }

/** Where ids come from: a response of the service, or another tab. */
export type IdentitySource = 'service' | 'otherTab'

export type Session = {
  store: SessionStore
  /**
   * Takes the ids that the service answered with, and keeps visitor and session in storage. Those that it left out stay. From another tab, which
   * may not have heard of it yet, a session that was forgotten is not taken back.
   */
  setIdentity: (ids: Partial<SessionIdentity>, source: IdentitySource) => void
  /** Remembers, for all tabs, that the visitor wants no offers of a session; with an empty text, of nobody's yet. */
  dismiss: (sessionId: string) => void
  /** Forgets who the visitor is, and goes on as the one in the storage, if another tab has put one there since. */
  clear: () => void
  /** Takes what other tabs have written since. Returns whether the visitor who was known here is gone, or another one. */
  readStorage: () => boolean
}

export type SessionOptions = {
  storage: ClientStorage
  key: string
  /** Ids known from elsewhere: they win over kept ones. */
  identity: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
  emit: (event: SessionEvent) => void
}

/** It ends earlier after so long without use, as the same document has it. In seconds. */
const sessionIdleTimeout = 30 * 60

const idFields = { visitorId: toText, sessionId: toText }

const emptyIdentity: SessionIdentity = { visitorId: undefined, sessionId: undefined, pageId: undefined }

export function createSession({ storage, key, identity, emit }: SessionOptions): Session {
  // A server renders with this, and so must hydration: what was kept is set after it.
  const store = createStore<SessionIdentity>(() => emptyIdentity)
  let startedAt = Date.now()
  /** Whether the storage holds the visitor of the store: one who is no longer there is then gone for all tabs. */
  let isStored = false
  let clearedSessionId: string | undefined

  const dismissedKey = `${key}:dismissed`

  function applyIdentity(next: SessionIdentity, source: IdentitySource): void {
    const { sessionId } = store.getState()
    store.setState(next)
    if (next.sessionId && next.sessionId !== sessionId) emit({ type: source === 'service' ? 'sessionStarted' : 'sessionAdopted' })
  }

  function resetState(): void {
    clearedSessionId = store.getState().sessionId ?? clearedSessionId
    isStored = false
    store.setState(emptyIdentity)
  }

  const session: Session = {
    store,
    setIdentity(ids, source) {
      if (ids.sessionId === clearedSessionId) {
        if (source === 'otherTab') return
        clearedSessionId = undefined
      }
      const current = store.getState()
      const next = { ...current, ...readFields(ids, { ...idFields, pageId: toText }) }
      const { visitorId, sessionId } = next
      const now = Date.now()
      if (sessionId !== current.sessionId) startedAt = now
      const stored = visitorId ? { visitorId, sessionId, startedAt } : undefined
      isStored = storage.set(key, stored, Math.min(sessionIdleTimeout, sessionMaxAge - (now - startedAt) / 1000))
      applyIdentity(next, source)
    },
    dismiss(dismissedSessionId) {
      store.setState({ dismissedSessionId })
      storage.set(dismissedKey, dismissedSessionId, sessionMaxAge)
    },
    clear() {
      resetState()
      session.readStorage()
    },
    readStorage() {
      const current = store.getState()
      const dismissedSessionId = toText(storage.get(dismissedKey)) ?? current.dismissedSessionId
      if (dismissedSessionId !== current.dismissedSessionId) store.setState({ dismissedSessionId })
      let { startedAt: storedStartedAt = Date.now(), ...stored } = readFields(storage.get(key), { ...idFields, startedAt: toNumber })
      if (clearedSessionId && stored.sessionId === clearedSessionId) {
        // Written by a tab that had not heard of it yet.
        storage.remove(key)
        stored = {}
      }
      const visitorChanged = isStored && current.visitorId !== stored.visitorId
      if (visitorChanged) resetState()
      // A kept session belongs to the kept visitor alone, a page to its session; one that was given wins over it.
      const { visitorId, sessionId } = store.getState()
      if (stored.visitorId && (!visitorId || (visitorId === stored.visitorId && (isStored || !sessionId)))) {
        isStored = true
        if (visitorId !== stored.visitorId || sessionId !== stored.sessionId) {
          startedAt = storedStartedAt
          applyIdentity({ ...emptyIdentity, ...stored }, 'otherTab')
        }
      }
      return visitorChanged
    },
  }
  store.setState(readFields(identity, idFields))
  session.readStorage()
  return session
}
