import { abortable, withController } from '../browser/abortable.js'
import { createKeyedMutex } from '../browser/createKeyedMutex.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Http } from '../http/http.js'

type Target = { id: number; signal?: AbortSignal | undefined }

type Call<type> = (http: Http, signal: AbortSignal) => Promise<type>

/** The calls of a client's chat sessions. A reset aborts the calls in flight, and discards the API with its credentials. */
export type ChatSessionApi = {
  /** Runs a call without order. */
  call: <type>(target: Target, call: Call<type>) => Promise<type>
  /** Runs a write of a session after the earlier writes of the session. */
  write: <type>(target: Target, write: Call<type>) => Promise<type>
  /** Runs a read of a session after its writes, and again if a write began meanwhile. */
  read: <type>(target: Target, read: Call<type>) => Promise<type>
}

const apis = new WeakMap<EngagementClient, ChatSessionApi>()

/**
 * Returns the API of the client's chat sessions. It is created here, so that the bundle of a client without chat sessions does not contain it.
 * @throws ConfigurationError if the client has no `chatSessions`
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
      dev`This client has no chat sessions. Create it with createEngagementClient({ …, chatSessions: superOffice({ baseUrl }) }).`,
    )
  }
  const http = chatSessions.connect(core)
  const mutex = createKeyedMutex()
  /** The controllers of the calls in flight. One signal for all calls would get more listeners than Node expects of a signal. */
  const controllers = new Set<AbortController>()
  const stop = client.subscribe(({ type }) => {
    if (type !== 'reset') return
    stop()
    apis.delete(client)
    for (const controller of controllers) controller.abort()
  })
  const call: ChatSessionApi['call'] = async ({ id, signal }, call) => {
    if (!Number.isSafeInteger(id) || id < 0) throw createInvalidIdError(id)
    return withController(signal, (controller) => {
      controllers.add(controller)
      return abortable(call(http, controller.signal), controller.signal).finally(() => controllers.delete(controller))
    })
  }
  return {
    call,
    write: (target, write) => call(target, (http, signal) => mutex.write(target.id, () => write(http, signal))),
    read: (target, read) => call(target, (http, signal) => mutex.read(target.id, () => read(http, signal), signal)),
  }
}

function createInvalidIdError(id: number): ConfigurationError {
  return new ConfigurationError(
    dev`The id of a chat session is a whole number, not ${id}. Pass the id that SuperOffice gave the session, and write only sessions that have one.`,
  )
}
