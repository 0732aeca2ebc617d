import type { EngagementClient } from '../client.js'
import { ConfigurationError } from '../errors.js'
import type { Http } from '../http/createHttp.js'
import { createTurns, type Turns } from '../platform/createTurns.js'

export type ChatSessions = { http: Http; turns: Turns }

const connected = new WeakMap<EngagementClient, ChatSessions>()

/**
 * The chat sessions that the client was made with. Connected here, so that a client without them brings none of it along.
 * @throws ConfigurationError where it was made without
 */
export function chatSessionsOf(client: EngagementClient): ChatSessions {
  const { chatSessions, core } = client
  if (!chatSessions) {
    throw new ConfigurationError(
      process.env.NODE_ENV === 'production'
        ? ''
        : 'This client has no chat sessions. Make it with createEngagementClient({ …, chatSessions: superOffice({ baseUrl }) }).',
    )
  }
  const sessions = connected.get(client) ?? { http: chatSessions.connect(core), turns: createTurns() }
  connected.set(client, sessions)
  return sessions
}
