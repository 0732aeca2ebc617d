import { createStore, type StoreApi } from 'zustand/vanilla'
import { readFields, toNumber, toText } from '../http/readers.js'
import type { Keep } from '../platform/createKeep.js'

/** Who the visitor is to the service. All undefined until the first answer. */
export type SessionIdentity = {
  visitorId: string | undefined
  sessionId: string | undefined
  /** The page view: never restored. */
  pageId: string | undefined
}

/** The session's identity as a zustand store. Read it and subscribe to it; the client writes it. */
export type SessionStore = StoreApi<SessionIdentity>

export type Session = {
  store: SessionStore
  /** Takes the ids that the service answered with, and keeps visitor and session in storage. Those that it left out stay. */
  adopt: (ids: Partial<SessionIdentity>) => void
  /** Forgets who the visitor is. */
  forget: () => void
}

export type SessionOptions = {
  keep: Keep
  key: string
  /** Ids known from elsewhere: they win over kept ones. */
  identity: { visitorId?: string | undefined; sessionId?: string | undefined } | undefined
}

/** A session is a window of 6 hours that ends after 30 minutes without use (LivePerson's Android SDK, "Campaigns"). In seconds. */
const limits = { age: 6 * 60 * 60, idle: 30 * 60 }

const ids = { visitorId: toText, sessionId: toText }

const unknown: SessionIdentity = { visitorId: undefined, sessionId: undefined, pageId: undefined }

export function createSession({ keep, key, identity }: SessionOptions): Session {
  // A server renders with this, and so must hydration: what was kept is set after it.
  const store = createStore<SessionIdentity>(() => unknown)
  let { startedAt = Date.now(), ...kept } = readFields(keep.read(key), { ...ids, startedAt: toNumber })
  const given = readFields(identity, ids)
  // A kept session belongs to the kept visitor alone.
  store.setState(given.visitorId && given.visitorId !== kept.visitorId ? given : { ...kept, ...given })

  return {
    store,
    adopt(ids) {
      const held = store.getState()
      const { visitorId = held.visitorId, sessionId = held.sessionId, pageId = held.pageId } = ids
      const now = Date.now()
      if (sessionId !== held.sessionId) startedAt = now
      store.setState({ visitorId, sessionId, pageId })
      keep.write(key, visitorId && { visitorId, sessionId, startedAt }, Math.min(limits.idle, limits.age - (now - startedAt) / 1000))
    },
    forget() {
      store.setState(unknown)
      keep.write(key)
    },
  }
}
