/** Who the visitor is to the service, and the page view that the answer belongs to. Opaque texts. */
export type EngagementIds = { visitorId: string; sessionId: string; pageId: string }

/** The ids known so far. */
export type KnownIds = { [name in keyof EngagementIds]: string | undefined }

/** A chat may be offered to this visitor. */
export type AvailableEngagement = EngagementIds & {
  status: 'available'
  campaignId: string
  engagementId: string
  engagementRevision: number
  /** The offer's id in the session. Without it no impression can be reported. */
  contextId?: string
  /** Id of the engagement window's configuration. */
  windowId?: string
  /** Locale of the engagement, such as `en-US`. */
  language?: string
  skillId?: string
  skillName?: string
  /** Present when the engagement asks for an authenticated visitor. */
  connectorId?: string
  /** When the offer ends, in milliseconds since the epoch: the service's `validForSeconds` after the answer. */
  expiresAt?: number
}

/** The visitor has a conversation going: offer to resume it. */
export type ConversationEngagement = Omit<AvailableEngagement, 'status' | 'contextId' | 'expiresAt'> & {
  status: 'conversation'
  conversationId: string
}

/** No chat may be offered now. */
export type UnavailableEngagement = EngagementIds & { status: 'unavailable' }

/** What the service answered. Ids are texts, whatever they were on the wire. */
export type Engagement = AvailableEngagement | ConversationEngagement | UnavailableEngagement
