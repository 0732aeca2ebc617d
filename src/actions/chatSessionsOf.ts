import type { EngagementClient } from '../client.js'
import { ConfigurationError } from '../errors.js'
import type { Http } from '../http/createHttp.js'
import { abortable } from '../platform/abortable.js'
import { createTurns } from '../platform/createTurns.js'

type Target = { id: number; signal?: AbortSignal | undefined }

type Call<type> = (http: Http, signal: AbortSignal) => Promise<type>

/** How a client's chat sessions are reached. A log-out ends all that was begun before it, and forgets the credentials. */
export type ChatSessions = {
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
      process.env.NODE_ENV === 'production'
        ? ''
        : 'This client has no chat sessions. Make it with createEngagementClient({ …, chatSessions: superOffice({ baseUrl }) }).',
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
  /** When a call of the session has to end. */
  const endOf = ({ id, signal }: Target) => {
    if (!Number.isSafeInteger(id) || id < 0) throw noSuchId(id)
    return signal ? AbortSignal.any([signal, loggedOut.signal]) : loggedOut.signal
  }

  return {
    async change(target, change) {
      const end = endOf(target)
      const changed = turns.change(target.id, async () => {
        end.throwIfAborted()
        return change(http, end)
      })
      return abortable(changed, end)
    },
    async read(target, read) {
      const end = endOf(target)
      return abortable(
        turns.read(target.id, () => read(http, end), end),
        end,
      )
    },
  }
}

function noSuchId(id: number): ConfigurationError {
  return new ConfigurationError(
    process.env.NODE_ENV === 'production'
      ? ''
      : `A chat session has a whole number for its id, not ${id}. Give the id that SuperOffice knows it by, and write none before there is one.`,
  )
}
