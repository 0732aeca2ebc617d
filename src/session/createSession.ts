import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Keep } from '../browser/createKeep.js'
import { readFields, toNumber, toText } from '../http/readers.js'
import { sessionAge } from './sessionAge.js'

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

type AdoptionType = 'sessionStarted' | 'sessionAdopted'

export type Session = {
  store: SessionStore
  /**
   * Takes the ids that the service answered with, and keeps visitor and session in storage. Those that it left out stay. From another tab, which
   * may not have heard of it yet, a session that was forgotten is not taken back.
   */
  adopt: (ids: Partial<SessionIdentity>, type?: AdoptionType) => void
  /** Remembers, for all tabs, that the visitor wants no offers of a session; with an empty text, of nobody's yet. */
  dismiss: (sessionId: string) => void
  /** Forgets who the visitor is, and goes on as the one in the storage, if another tab has put one there since. */
  forget: () => void
  /** Takes what other tabs have written since. Returns whether the visitor who was known here is gone, or another one. */
  sync: () => boolean
}

export type SessionOptions = {
  keep: Keep
  key: string
  /** Ids known from elsewhere: they win over kept ones. */
  identity: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
  emit: (event: SessionEvent) => void
}

/** It ends earlier after so long without use, as the same document has it. In seconds. */
const idleTime = 30 * 60

const ids = { visitorId: toText, sessionId: toText }

const unknown: SessionIdentity = { visitorId: undefined, sessionId: undefined, pageId: undefined }

export function createSession({ keep, key, identity, emit }: SessionOptions): Session {
  // A server renders with this, and so must hydration: what was kept is set after it.
  const store = createStore<SessionIdentity>(() => unknown)
  let startedAt = Date.now()
  /** Whether the storage holds the visitor of the store: one who is no longer there is then gone for all tabs. */
  let isKept = false
  let forgotten: string | undefined

  const dismissedKey = `${key}:dismissed`

  function change(next: SessionIdentity, type: AdoptionType): void {
    const { sessionId } = store.getState()
    store.setState(next)
    if (next.sessionId && next.sessionId !== sessionId) emit({ type })
  }

  function lose(): void {
    forgotten = store.getState().sessionId ?? forgotten
    isKept = false
    store.setState(unknown)
  }

  const session: Session = {
    store,
    adopt(named, type = 'sessionStarted') {
      if (named.sessionId === forgotten) {
        if (type === 'sessionAdopted') return
        forgotten = undefined
      }
      const held = store.getState()
      const next = { ...held, ...readFields(named, { ...ids, pageId: toText }) }
      const { visitorId, sessionId } = next
      const now = Date.now()
      if (sessionId !== held.sessionId) startedAt = now
      const stored = visitorId ? { visitorId, sessionId, startedAt } : undefined
      isKept = keep.write(key, stored, Math.min(idleTime, sessionAge - (now - startedAt) / 1000))
      change(next, type)
    },
    dismiss(dismissedSessionId) {
      store.setState({ dismissedSessionId })
      keep.write(dismissedKey, dismissedSessionId, sessionAge)
    },
    forget() {
      lose()
      session.sync()
    },
    sync() {
      const held = store.getState()
      const dismissedSessionId = toText(keep.read(dismissedKey)) ?? held.dismissedSessionId
      if (dismissedSessionId !== held.dismissedSessionId) store.setState({ dismissedSessionId })
      let { startedAt: since = Date.now(), ...kept } = readFields(keep.read(key), { ...ids, startedAt: toNumber })
      if (forgotten && kept.sessionId === forgotten) {
        // Written by a tab that had not heard of it yet.
        keep.remove(key)
        kept = {}
      }
      const isGone = isKept && held.visitorId !== kept.visitorId
      if (isGone) lose()
      // A kept session belongs to the kept visitor alone, a page to its session; one that was given wins over it.
      const { visitorId, sessionId } = store.getState()
      if (kept.visitorId && (!visitorId || (visitorId === kept.visitorId && (isKept || !sessionId)))) {
        isKept = true
        if (visitorId !== kept.visitorId || sessionId !== kept.sessionId) {
          startedAt = since
          change({ ...unknown, ...kept }, 'sessionAdopted')
        }
      }
      return isGone
    },
  }
  store.setState(readFields(identity, ids))
  session.sync()
  return session
}
