/**
 * How long the browser stores a conversation and its visitor, in seconds. LivePerson renews an anonymous token for the same 730 hours
 * ("Unauthenticated messaging").
 */
export const conversationLifetime: number = 730 * 60 * 60
