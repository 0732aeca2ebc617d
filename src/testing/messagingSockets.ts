import type { SocketConnection, SocketDrop } from './messaging.js'
import { choices } from './messagingChoices.js'
import type { Conversations } from './messagingConversations.js'
import { createNotifier } from './messagingNotifier.js'
import type { RecordedFrame } from './messagingRecords.js'
import { handlers, type RequestContext, RequestRefusal, refuse } from './messagingRequests.js'
import { toResponse } from './messagingResponses.js'
import { createServerSocket, type ServerSocket } from './messagingSocket.js'
import type { MessagingState } from './messagingState.js'
import type { Fault } from './simulator.js'
import { isMembers, isText } from './validate.js'

const socketPath = /\/ws_api\/account\/([^/]+)\/messaging\/consumer$/

export type SocketServerOptions = {
  idleClose: number
  getLatency: () => number
  isHanging: () => boolean
  takeFault: (type: string) => Fault | undefined
  onFrame: () => void
} & Pick<RequestContext, 'endMain' | 'endAll'>

/** Creates the service's end of the sockets. */
export function createSocketServer(state: MessagingState, conversations: Conversations, options: SocketServerOptions) {
  const sockets = new Set<ServerSocket>()
  const frames: RecordedFrame[] = []
  const notifier = createNotifier(state, conversations, sockets)
  const { clock, tokens, variants } = state
  let drops: (SocketDrop & { remaining: number })[] = []
  let count = 0

  function record(direction: RecordedFrame['direction'], type: string, frame: Record<string, unknown>, socket: ServerSocket) {
    frames.push({ direction, type, frame, socket: socket.number, time: clock.now() })
    options.onFrame()
  }

  function takeDrop(type: string): SocketDrop | undefined {
    const drop = drops.find((drop) => drop.remaining > 0 && (drop.type === undefined ? type !== 'GetClock' : drop.type === type))
    if (drop) drop.remaining--
    return drop
  }

  /** Answers a request: applies it, and sends the response and the notifications that it causes. */
  function answer(socket: ServerSocket, request: Record<string, unknown>, type: string) {
    const drop = takeDrop(type)
    if (drop?.when === 'before') return socket.close(drop.code, drop.reason)
    const fault = options.takeFault(type)
    if (fault?.networkError && !fault.applied) return socket.close()
    let reply: { code: number; body: unknown } = { code: 200, body: undefined }
    const effects = socket.collect(() => {
      if (!fault || fault.applied) notifier.runFor(socket, request.id, () => Object.assign(reply, apply(socket, request, type)))
    })
    if (drop?.when === 'after') return socket.close(drop.code, drop.reason)
    if (fault?.networkError) return socket.close()
    if (fault) reply = { code: fault.malformed ? 200 : (fault.status ?? 500), body: fault.body ?? 'Simulated fault' }
    const respond = () => {
      if (drop?.when === 'loseAnswer' || !socket.isOpen()) return
      const frame = fault?.malformed
        ? { kind: 'resp', malformed: fault.malformed }
        : toResponse({ reqId: request.id, type, ...reply }, variants)
      socket.send(frame, type, () => {
        if (type === 'InitConnection' && reply.code === 200) socket.isIdentified = true
      })
    }
    if (variants.answers === 'first') respond()
    effects.send()
    if (variants.answers === 'last') respond()
  }

  function apply(socket: ServerSocket, request: Record<string, unknown>, type: string): { code: number; body: unknown } {
    try {
      return { code: 200, body: toBody(socket, request, type) }
    } catch (error) {
      if (error instanceof RequestRefusal) return { code: error.code, body: error.message }
      throw error
    }
  }

  function toBody(socket: ServerSocket, request: Record<string, unknown>, type: string): unknown {
    const { id, metadata } = request
    if (!(isText(id) && String(id).length <= 64 && id !== '') && typeof id !== 'number') refuse(choices.code.invalid, 'Missing id')
    if (type === 'InitConnection') return identify(socket, request)
    const isEarly = !socket.isIdentified && variants.earlyRequests === 'refused'
    if (!socket.consumer || isEarly) return refuse(choices.code.unidentified, 'InitConnection must be answered first')
    if (!Object.hasOwn(handlers, type)) refuse(choices.code.unknownType, `Unknown type ${type}`)
    return handlers[type as keyof typeof handlers]({
      state,
      conversations,
      socket,
      consumer: socket.consumer,
      body: isMembers(request.body) ? request.body : {},
      metadata,
      sendConversations: (subscriptionId, filter) => notifier.sendConversations(socket, subscriptionId, filter),
      sendHistory: (conversation, dialogId, fromSequence) => notifier.sendHistory(socket, conversation, dialogId, fromSequence),
      endMain: options.endMain,
      endAll: options.endAll,
    })
  }

  /** Takes the visitor of a socket from its token. The socket ends with the token. */
  function identify(socket: ServerSocket, request: Record<string, unknown>): string | undefined {
    if (socket.consumer) return refuse(choices.code.invalid, 'The connection is initialised')
    const headers = [request.headers ?? []].flat().filter(isMembers)
    const { jwt } = headers.find(({ type }) => String(type).endsWith('ConsumerAuthentication')) ?? {}
    const consumer = tokens.find(jwt)
    if (!consumer || consumer.expiresAt <= clock.now()) {
      if (variants.refusedToken === 'response') return refuse(401, 'The identity token is invalid')
      return closeRefused(socket, consumer?.isAnonymous ?? false)
    }
    socket.consumer = consumer
    socket.startTimer(() => closeRefused(socket, consumer.isAnonymous), consumer.expiresAt - clock.now())
    return 'Connection established'
  }

  function closeRefused(socket: ServerSocket, isAnonymous: boolean): undefined {
    const reason = 'identity token is invalid'
    const code = variants.refusedToken === '1008' ? 1008 : variants.refusedToken === '1005' ? 1005 : isAnonymous ? 4407 : 4401
    socket.close(code, reason)
  }

  function receive(socket: ServerSocket, text: string) {
    if (!socket.isOpen()) return
    const request = parse(text)
    const type = String(request.type ?? '')
    record('sent', type, request, socket)
    if (options.isHanging() || socket.isSilent) return
    socket.restartIdle(options.idleClose)
    answer(socket, request, type)
  }

  return {
    frames,
    acceptSocket(connection: SocketConnection) {
      const { pathname, searchParams } = new URL(connection.url)
      const [, account] = socketPath.exec(pathname) ?? []
      const isKnown = account && searchParams.get('v') === '3' && (!state.accountId || state.accountId === account)
      if (!isKnown) return connection.close()
      const socket = createServerSocket(connection, {
        number: ++count,
        clock,
        getLatency: options.getLatency,
        onSend: (frame, type) => record('received', type, frame, socket),
        onEnd: () => sockets.delete(socket),
      })
      sockets.add(socket)
      socket.startTimer(() => {
        if (!socket.consumer) socket.close(choices.timedOut.code, choices.timedOut.reason)
      }, choices.identificationTime)
      socket.restartIdle(options.idleClose)
      connection.onMessage((text) => receive(socket, text))
      connection.onClose(socket.end)
    },
    dropSocket({ times = 1, ...drop }: SocketDrop = {}) {
      if (drop.when) drops.push({ ...drop, remaining: times })
      else for (const socket of [...sockets]) socket.close(drop.code, drop.reason)
    },
    silenceSockets() {
      for (const socket of sockets) socket.isSilent = true
    },
    expireTokens({ isFinal = false }: { isFinal?: boolean | undefined } = {}) {
      tokens.expire(isFinal)
      for (const socket of [...sockets]) if (socket.consumer) closeRefused(socket, socket.consumer.isAnonymous)
    },
    recover() {
      drops = []
    },
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    const request = JSON.parse(text)
    return isMembers(request) ? request : {}
  } catch {
    return {}
  }
}
