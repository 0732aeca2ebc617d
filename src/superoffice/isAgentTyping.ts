/**
 * Whether the agent is typing, as far as `Flags` tells. The service writes "CustomerIsTyping" where no flag is set, so that nothing says that someone
 * is *not* typing, nor that the customer is: it is true, or not known.
 */
export function isAgentTyping(flags: unknown): true | undefined {
  return /(^|,)\s*(UserIsTyping|1)\s*(,|$)/i.test(String(flags)) || undefined
}
