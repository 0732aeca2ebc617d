import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

type Frame = Record<string, unknown>

/** The answer to a request: its code and body. Undefined means no answer. */
export type Answer = { code?: unknown; body?: unknown } | undefined

/** The answers by the type of the request. */
export type Answers = Record<string, (request: Frame, count: number) => Answer>

export type ScriptedMessaging = {
  url: string
  /** The requests of all sockets. */
  requests: Frame[]
  /** Returns the requests of a type. */
  requestsOf: (type: string) => Frame[]
  answers: Answers
  /** Sends a frame as it is to the latest socket. */
  send: (frame: string | Buffer) => void
  notify: (type: string, body: unknown) => void
  /** Sends a change of a dialog. */
  change: (change: Frame) => void
  /** Closes the latest socket. */
  drop: (code?: number, reason?: string) => void
  /** Returns the code by which the client closed the latest socket. */
  closed: () => Promise<number>
  stop: () => Promise<void>
}

/** A messaging service behind a real socket, which answers as a test says. */
export async function startScriptedMessaging(): Promise<ScriptedMessaging> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const requests: Frame[] = []
  let latest: WebSocket | undefined
  let closed: Promise<number> = Promise.resolve(0)

  const send = (frame: string | Buffer) => latest?.send(frame, { binary: typeof frame !== 'string' })
  const notify = (type: string, body: unknown) => send(JSON.stringify({ kind: 'notification', type, body }))
  const answers: Answers = {
    InitConnection: () => ({ code: 200, body: 'OK' }),
    GetClock: () => ({ code: 200, body: { currentTime: Date.now() } }),
    'cqm.SubscribeExConversations': () => {
      queueMicrotask(() => notify('cqm.ExConversationChangeNotification', { subscriptionId: '1', changes: [] }))
      return { code: 200, body: { subscriptionId: '1' } }
    },
    'cm.ConsumerRequestConversation': () => ({ code: 200, body: { conversationId: 'c1' } }),
  }

  server.on('connection', (socket) => {
    latest = socket
    closed = new Promise((resolve) => socket.on('close', resolve))
    socket.on('message', (data) => {
      const request = JSON.parse(String(data)) as Frame
      requests.push(request)
      const type = String(request.type)
      const count = requests.filter((other) => other.type === type).length
      const answer = (answers[type] ?? (() => ({ code: 200, body: {} })))(request, count)
      if (answer) socket.send(JSON.stringify({ kind: 'resp', reqId: request.id, ...answer }))
    })
  })

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    requestsOf: (type) => requests.filter((request) => request.type === type),
    answers,
    send,
    notify,
    change: (change) => notify('ms.MessagingEventNotification', { changes: [change] }),
    drop: (code, reason) => latest?.close(code, reason),
    closed: () => closed,
    async stop() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
