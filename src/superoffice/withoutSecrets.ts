/** The members that authenticate and locate the customer. No cache, log or page may have them. */
export type ChatSessionSecret = 'SessionKey' | 'CustomerHost'

/** Returns the session without its secrets, whatever the case of their names. */
export function withoutSecrets<session extends object>(session: session): Omit<session, ChatSessionSecret> {
  const shown = Object.entries(session).filter(([name]) => !/^(SessionKey|CustomerHost)$/i.test(name))
  return Object.fromEntries(shown) as Omit<session, ChatSessionSecret>
}
