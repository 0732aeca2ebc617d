import { applyRequest, type Reply } from './applyRequest.js'
import { createDrops } from './createDrops.js'
import { refuseToken } from './identifySocket.js'
import type { SimulatedMessaging, SocketConnection } from './messaging.js'
import { choices } from './messagingChoices.js'
import type { Conversations } from './messagingConversations.js'
import { createNotifier } from './messagingNotifier.js'
import type { RecordedFrame } from './messagingRecords.js'
import { toResponse } from './messagingResponses.js'
import { createServerSocket, type ServerSocket } from './messagingSocket.js'
import type { MessagingState } from './messagingState.js'
import type { RequestContext } from './requestContext.js'
import type { Fault } from './simulator.js'
import { isMembers } from './validate.js'

const socketPath = /\/ws_api\/account\/([^/]+)\/messaging\/consumer$/

export type SocketServerOptions = {
  idleClose: number
  getLatency: () => number
  isHanging: () => boolean
  takeFault: (type: string) => Fault | undefined
  onFrame: () => void
} & Pick<RequestContext, 'endMain' | 'endAll'>

type Members = Record<string, unknown>

/** Creates the service's end of the sockets. */
export function createSocketServer(state: MessagingState, conversations: Conversations, options: SocketServerOptions) {
  const sockets = new Set<ServerSocket>()
  const frames: RecordedFrame[] = []
  const notifier = createNotifier(state, conversations, sockets)
  const drops = createDrops()
  const { clock, variants } = state
  let count = 0

  function record(direction: RecordedFrame['direction'], type: string, frame: Members, socket: ServerSocket) {
    frames.push({ direction, type, frame, socket: socket.number, time: clock.now() })
    options.onFrame()
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

  /** Applies a request, and sends the response and the notifications that it causes. */
  function answer(socket: ServerSocket, request: Members, type: string) {
    const drop = drops.take(type)
    if (drop?.when === 'before') return socket.close(drop.code, drop.reason)
    const fault = options.takeFault(type)
    let reply: Reply | undefined
    const effects = socket.collect(() => {
      if (fault && !fault.applied) return
      notifier.runFor(socket, request.id, () => {
        reply = apply(socket, request, type)
      })
    })
    if (drop?.when === 'after') return socket.close(drop.code, drop.reason)
    if (fault?.networkError) return socket.close()
    if (fault) reply = toReply(fault)
    const respond = () => {
      if (reply && drop?.when !== 'loseAnswer') socket.respond(toResponse({ reqId: request.id, type, ...reply }, variants), type)
    }
    if (variants.answers === 'first') respond()
    effects.send()
    if (variants.answers === 'last') respond()
  }

  function apply(socket: ServerSocket, request: Members, type: string): Reply {
    const context = {
      state,
      conversations,
      socket,
      sendConversations: (subscriptionId: string, filter: Members) => notifier.sendConversations(socket, subscriptionId, filter),
      sendHistory: notifier.sendHistory.bind(undefined, socket),
      endMain: options.endMain,
      endAll: options.endAll,
    }
    return applyRequest(context, request, type)
  }

  function accept(connection: SocketConnection): ServerSocket | undefined {
    const { pathname, searchParams } = new URL(connection.url)
    const [, account] = socketPath.exec(pathname) ?? []
    const isKnown = account && searchParams.get('v') === '3' && (!state.accountId || state.accountId === account)
    if (!isKnown) {
      connection.close(1006, '')
      return undefined
    }
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
    connection.onClose((code = 1000, reason = '') => socket.close(code, reason))
    return socket
  }

  const controls: Pick<SimulatedMessaging, 'frames' | 'dropSocket' | 'silenceSockets' | 'expireTokens'> = {
    frames,
    dropSocket(drop = {}) {
      if (drop.when) drops.add(drop)
      else for (const socket of [...sockets]) socket.close(drop.code, drop.reason)
    },
    silenceSockets() {
      for (const socket of sockets) socket.isSilent = true
    },
    expireTokens({ isFinal = false } = {}) {
      state.tokens.expire(isFinal)
      for (const socket of [...sockets]) if (socket.consumer) refuseToken(state, socket, socket.consumer.isAnonymous)
    },
  }
  return { accept, controls, recover: drops.clear }
}

function toReply({ malformed, status, body = 'Simulated fault' }: Fault): Reply {
  if (malformed) return { code: status ?? 200, body: malformed === true ? '<!doctype html><title>Sorry</title>' : malformed }
  return { code: status ?? 500, body }
}

function parse(text: string): Members {
  try {
    const request = JSON.parse(text)
    return isMembers(request) ? request : {}
  } catch {
    return {}
  }
}
