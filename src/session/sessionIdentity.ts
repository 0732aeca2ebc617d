/** The visitor's ids at the service. All are undefined until the first answer. */
export type SessionIdentity = {
  visitorId: string | undefined
  sessionId: string | undefined
  /** The page view. It is never restored. */
  pageId: string | undefined
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId?: string | undefined
}

/** The ids of a visitor whom the service does not know yet. */
export const emptyIdentity: SessionIdentity = { visitorId: undefined, sessionId: undefined, pageId: undefined }
