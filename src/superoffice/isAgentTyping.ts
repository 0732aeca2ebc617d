/**
 * Returns true if `Flags` says that the agent is typing, and undefined if `Flags` does not say. The service writes "CustomerIsTyping" if no flag is set.
 * So `Flags` cannot say that the customer is typing, or that someone is *not* typing.
 */
export function isAgentTyping(flags: unknown): true | undefined {
  return /(^|,)\s*(UserIsTyping|1)\s*(,|$)/i.test(String(flags)) || undefined
}
