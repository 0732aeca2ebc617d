import type { Simulator } from '../../src/testing/index.js'

type Members = Record<string, unknown>

/** A text of the visitor, as a request has it. */
export const textEvent = { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello' }

type RawResponse = { reqId: unknown; code: number; type?: string; body?: unknown }

export type RawSocket = Awaited<ReturnType<typeof openSocket>>

type Service = { fetch: typeof fetch; WebSocket: new (url: string) => WebSocket }

const identityProvider = 'https://lo.idp.example/api/account/12345678'

const post = (body?: object): RequestInit => ({ method: 'POST', ...(body && { body: JSON.stringify(body) }) })

/** Requests an anonymous visitor's token, or renews one. */
export async function authorize({ fetch }: Pick<Service, 'fetch'>, token?: string): Promise<string> {
  const response = await fetch(`${identityProvider}/anonymous/authorize`, post(token ? { id_token: token } : undefined))
  return (await response.json()).token
}

/** Exchanges a visitor's token for the JWT of the socket. */
export async function authenticate({ fetch }: Pick<Service, 'fetch'>, token: string, connectorId = '2100000010'): Promise<string> {
  const response = await fetch(`${identityProvider}/app/${connectorId}/authenticate?v=3.0`, post({ id_token: token }))
  return (await response.json()).token
}

/** Opens a socket without a visitor. It records its frames and its end, and sends requests with ids of its own. */
export async function openSocket({ WebSocket }: Pick<Service, 'WebSocket'>) {
  const socket = new WebSocket('wss://lo.asyncmessagingent.example/ws_api/account/12345678/messaging/consumer?v=3')
  const frames: Members[] = []
  const closes: { code: number; reason: string; wasClean: boolean }[] = []
  const waiting = new Map<string, (response: RawResponse) => void>()
  let count = 0
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(String(data))
    frames.push(frame)
    waiting.get(String(frame.reqId))?.(frame)
  }
  socket.onclose = ({ code, reason, wasClean }) => {
    closes.push({ code, reason, wasClean })
  }
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('The socket was refused.'))
  })
  socket.onerror = null
  return {
    socket,
    frames,
    closes,
    /** Sends a request, and resolves with its response. */
    request(type: string, body?: Members, others: Members = {}): Promise<RawResponse> {
      const id = String(++count)
      const response = new Promise<RawResponse>((resolve) => {
        waiting.set(id, resolve)
      })
      socket.send(JSON.stringify({ kind: 'req', id, type, ...(body && { body }), ...others }))
      return response
    },
    notifications: () => frames.filter(({ kind }) => kind === 'notification'),
    /** The changes of all message notifications, in the order of their arrival. */
    events: () => changesOf(frames, 'MessagingEventNotification'),
    /** The changes of all metadata notifications, in the order of their arrival. */
    conversations: () => changesOf(frames, 'ExConversationChangeNotification'),
  }
}

export const toHeaders = (jwt: string) => ({
  headers: [{ type: '.ams.headers.ClientProperties' }, { type: '.ams.headers.ConsumerAuthentication', jwt }],
})

/** Opens a socket of a new anonymous visitor, or of the visitor of a token. */
export async function openSimulatedSocket(service: Pick<Simulator, 'fetch' | 'WebSocket'>, token?: string) {
  const socket = await openSocket(service)
  const jwt = await authenticate(service, token ?? (await authorize(service)))
  await socket.request('InitConnection', undefined, toHeaders(jwt))
  return socket
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads any member of the service's changes
function changesOf(frames: Members[], type: string): any[] {
  return frames.filter((frame) => String(frame.type).endsWith(type)).flatMap(({ body }) => (body as { changes: unknown[] }).changes)
}

/** Opens a socket with a conversation, whose events it gets. */
export async function openRawConversation(simulator: Simulator) {
  const socket = await openSimulatedSocket(simulator)
  const { body } = await socket.request('cm.ConsumerRequestConversation')
  const { conversationId: dialogId } = body as { conversationId: string }
  await socket.request('ms.SubscribeMessagingEvents', { dialogId })
  return { socket, dialogId, publish: () => socket.request('ms.PublishEvent', { dialogId, event: textEvent }) }
}
