import { abortable } from '../browser/abortable.js'
import { createTurns } from '../browser/createTurns.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Http } from '../http/http.js'

type Target = { id: number; signal?: AbortSignal | undefined }

type Call<type> = (http: Http, signal: AbortSignal) => Promise<type>

/** How a client's chat sessions are reached. A log-out ends all that was begun before it, and forgets the credentials. */
export type ChatSessions = {
  call: <type>(target: Target, call: Call<type>) => Promise<type>
  /** Changes a session, after the changes of it that were begun before. */
  change: <type>(target: Target, change: Call<type>) => Promise<type>
  /** Reads a session while the client does not change it. */
  read: <type>(target: Target, read: Call<type>) => Promise<type>
}

const connected = new WeakMap<EngagementClient, ChatSessions>()

/**
 * The chat sessions that the client was made with. Connected here, so that a client without them brings none of it along.
 * @throws ConfigurationError where it was made without
 */
export function chatSessionsOf(client: EngagementClient): ChatSessions {
  const sessions = connected.get(client) ?? connect(client)
  connected.set(client, sessions)
  return sessions
}

function connect(client: EngagementClient): ChatSessions {
  const { chatSessions, core } = client
  if (!chatSessions) {
    throw new ConfigurationError(
      dev`This client has no chat sessions. Make it with createEngagementClient({ …, chatSessions: superOffice({ baseUrl }) }).`,
    )
  }
  const http = chatSessions.connect(core)
  const turns = createTurns()
  const loggedOut = new AbortController()
  const stop = client.subscribe(({ type }) => {
    if (type !== 'reset') return
    stop()
    connected.delete(client)
    loggedOut.abort()
  })
  const call: ChatSessions['call'] = async ({ id, signal }, call) => {
    if (!Number.isSafeInteger(id) || id < 0) throw noSuchId(id)
    const end = AbortSignal.any(signal ? [signal, loggedOut.signal] : [loggedOut.signal])
    return abortable(call(http, end), end)
  }
  return {
    call,
    change: (target, change) => call(target, (http, end) => turns.change(target.id, () => change(http, end))),
    read: (target, read) => call(target, (http, end) => turns.read(target.id, () => read(http, end), end)),
  }
}

function noSuchId(id: number): ConfigurationError {
  return new ConfigurationError(
    dev`A chat session has a whole number for its id, not ${id}. Give the id that SuperOffice knows it by, and write none before there is one.`,
  )
}
