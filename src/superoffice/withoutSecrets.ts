/** What authenticates and locates the customer: for no cache, log or page. */
export type ChatSessionSecret = 'SessionKey' | 'CustomerHost'

/** The session without its secrets, in whatever case their names came. */
export function withoutSecrets<session extends object>(session: session): Omit<session, ChatSessionSecret> {
  const shown = Object.entries(session).filter(([name]) => !/^(SessionKey|CustomerHost)$/i.test(name))
  return Object.fromEntries(shown) as Omit<session, ChatSessionSecret>
}
