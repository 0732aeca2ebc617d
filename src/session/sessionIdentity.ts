/** The visitor's ids at the service. All are undefined until the first answer. */
export type SessionIdentity = {
  /** The visitor. It is restored from the storage. */
  visitorId: string | undefined
  /** The session. It is restored from the storage while it can still count. */
  sessionId: string | undefined
  /** The page view. It is never restored. */
  pageId: string | undefined
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId?: string | undefined
}

/** The ids of a visitor whom the service does not know yet. */
export const emptyIdentity: SessionIdentity = { visitorId: undefined, sessionId: undefined, pageId: undefined }
