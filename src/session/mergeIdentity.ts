import { emptyIdentity, type SessionIdentity } from './sessionIdentity.js'

/** The ids in the storage. Both are missing if it has none. */
export type StoredIds = { visitorId?: string | undefined; sessionId?: string | undefined }

/** The earlier decisions of this tab. */
export type IdentityHistory = {
  /** True while the storage holds the visitor of this tab. */
  isStored: boolean
  /** The sessions of the visitors before this one. */
  endedSessions: ReadonlySet<string>
}

export type MergedIdentity = {
  /** The ids of this tab from now on: `current` itself if the storage changes none of them. */
  next: SessionIdentity
  /** True if the storage holds the visitor of `next`. */
  isStored: boolean
  /** True if the storage no longer holds the visitor of `current`, because another tab cleared or replaced the visitor. */
  visitorChanged: boolean
  /** True if the storage holds an ended session. A tab that did not know of the reset has stored that session. */
  isCleared: boolean
}

/** Decides which ids a tab continues with, given its own ids and the ids in the storage. */
export function mergeIdentity(current: SessionIdentity, stored: StoredIds, { isStored, endedSessions }: IdentityHistory): MergedIdentity {
  const isCleared = stored.sessionId !== undefined && endedSessions.has(stored.sessionId)
  const { visitorId, sessionId } = isCleared ? emptyIdentity : stored
  const visitorChanged = isStored && visitorId !== current.visitorId
  const own = visitorChanged ? emptyIdentity : current
  // A session belongs to its visitor. A session that `options.identity` names wins over the stored one.
  const isOwnVisitor = visitorId === own.visitorId && (isStored || !own.sessionId)
  const isAdopted = visitorId !== undefined && (!own.visitorId || isOwnVisitor)
  const isSame = visitorId === own.visitorId && sessionId === own.sessionId
  // A page view belongs to its session, so another session begins without a page id.
  return { next: isAdopted && !isSame ? { visitorId, sessionId, pageId: undefined } : own, isStored: isAdopted, visitorChanged, isCleared }
}
