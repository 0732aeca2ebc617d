import { abortable } from '../browser/abortable.js'
import { createKeyedMutex } from '../browser/createKeyedMutex.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Http } from '../http/http.js'

type Target = { id: number; signal?: AbortSignal | undefined }

type Call<type> = (http: Http, signal: AbortSignal) => Promise<type>

/** How a client's chat sessions are reached. A log-out ends all that was begun before it, and forgets the credentials. */
export type ChatSessionApi = {
  call: <type>(target: Target, call: Call<type>) => Promise<type>
  /** Changes a session, after the changes of it that were begun before. */
  write: <type>(target: Target, write: Call<type>) => Promise<type>
  /** Reads a session while the client does not change it. */
  read: <type>(target: Target, read: Call<type>) => Promise<type>
}

const apis = new WeakMap<EngagementClient, ChatSessionApi>()

/**
 * The chat sessions that the client was made with. Connected here, so that a client without them brings none of it along.
 * @throws ConfigurationError where it was made without
 */
export function getChatSessionApi(client: EngagementClient): ChatSessionApi {
  const api = apis.get(client) ?? createApi(client)
  apis.set(client, api)
  return api
}

function createApi(client: EngagementClient): ChatSessionApi {
  const { chatSessions, core } = client
  if (!chatSessions) {
    throw new ConfigurationError(
      dev`This client has no chat sessions. Make it with createEngagementClient({ …, chatSessions: superOffice({ baseUrl }) }).`,
    )
  }
  const http = chatSessions.connect(core)
  const mutex = createKeyedMutex()
  const resetController = new AbortController()
  const stop = client.subscribe(({ type }) => {
    if (type !== 'reset') return
    stop()
    apis.delete(client)
    resetController.abort()
  })
  const call: ChatSessionApi['call'] = async ({ id, signal }, call) => {
    if (!Number.isSafeInteger(id) || id < 0) throw createInvalidIdError(id)
    const combinedSignal = AbortSignal.any(signal ? [signal, resetController.signal] : [resetController.signal])
    return abortable(call(http, combinedSignal), combinedSignal)
  }
  return {
    call,
    write: (target, write) => call(target, (http, signal) => mutex.write(target.id, () => write(http, signal))),
    read: (target, read) => call(target, (http, signal) => mutex.read(target.id, () => read(http, signal), signal)),
  }
}

function createInvalidIdError(id: number): ConfigurationError {
  return new ConfigurationError(
    dev`A chat session has a whole number for its id, not ${id}. Give the id that SuperOffice knows it by, and write none before there is one.`,
  )
}
