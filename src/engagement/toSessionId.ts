import type { Engagement } from '../model/engagement.js'

/** The members of the visitor's identity that decide whether an offer is dismissed. */
export type SessionIds = { sessionId?: string | undefined; dismissedSessionId?: string | undefined }

/** Returns the session whose offers a button shows. After an error, that is the current session, or an empty text without one. */
export function toSessionId(engagement: Engagement | undefined, { sessionId }: SessionIds): string {
  return engagement?.sessionId ?? sessionId ?? ''
}
