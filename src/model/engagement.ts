/** The service's ids of the visitor, of the session, and of the page view that the answer belongs to. All ids are opaque texts. */
export type EngagementIds = {
  /** The id of the visitor, which the visitor has in all sessions. */
  visitorId: string
  /** The id of the session in which the answer counts. */
  sessionId: string
  /** The id of the page view that the answer belongs to. */
  pageId: string
}

/** The ids that are known so far. */
export type KnownIds = { [name in keyof EngagementIds]: string | undefined }

/** The site may offer a chat to this visitor. */
export type AvailableEngagement = EngagementIds & {
  status: 'available'
  /** The id of the campaign that the offer belongs to. */
  campaignId: string
  /** The id of the engagement in the campaign. */
  engagementId: string
  /** The revision of the engagement. An impression names it. */
  engagementRevision: number
  /** The offer's id in the session. An offer without this id cannot be reported. */
  contextId?: string | undefined
  /** The id of the engagement window's configuration. */
  windowId?: string | undefined
  /** The locale of the engagement, such as `en-US`. */
  language?: string | undefined
  /** The id of the skill that the conversation is routed to. */
  skillId?: string | undefined
  /** The name of the skill that the conversation is routed to. */
  skillName?: string | undefined
  /** Present if the engagement needs an authenticated visitor. */
  connectorId?: string | undefined
  /** The moment at which the offer expires, in milliseconds since the epoch: the service's `validForSeconds` after the response. */
  expiresAt?: number | undefined
}

/** The visitor is in a conversation. The site may offer to resume the conversation. */
export type ConversationEngagement = Omit<AvailableEngagement, 'status' | 'contextId' | 'expiresAt'> & {
  status: 'conversation'
  /** The id of the conversation, which is still open. */
  conversationId: string
}

/** The site may not offer a chat now. */
export type UnavailableEngagement = EngagementIds & { status: 'unavailable' }

/** The service's answer. Ids are texts, even if the response has numbers. */
export type Engagement = AvailableEngagement | ConversationEngagement | UnavailableEngagement
