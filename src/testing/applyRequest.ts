import { identifySocket } from './identifySocket.js'
import { choices } from './messagingChoices.js'
import { handlers } from './messagingRequests.js'
import type { ServerSocket } from './messagingSocket.js'
import type { MessagingState } from './messagingState.js'
import { type RequestContext, RequestRefusal, refuse } from './requestContext.js'
import { isMembers, isText } from './validate.js'

export type Reply = { code: number; body: unknown }

type Members = Record<string, unknown>

/** Applies a request to the service, and returns the code and the body of its answer. */
export function applyRequest(context: Omit<RequestContext, 'consumer' | 'body' | 'metadata'>, request: Members, type: string): Reply {
  try {
    return { code: 200, body: toBody(context, request, type) }
  } catch (error) {
    if (error instanceof RequestRefusal) return { code: error.code, body: error.message }
    throw error
  }
}

function toBody(context: Omit<RequestContext, 'consumer' | 'body' | 'metadata'>, request: Members, type: string): unknown {
  const { state, socket } = context
  if (!isRequestId(request.id)) refuse(choices.code.invalid, 'Missing id')
  if (type === 'InitConnection') return identifySocket(state, socket, request)
  if (!socket.consumer || !mayRequest(state, socket)) return refuse(choices.code.unidentified, 'InitConnection must be answered first')
  if (!Object.hasOwn(handlers, type)) refuse(choices.code.unknownType, `Unknown type ${type}`)
  const body = isMembers(request.body) ? request.body : {}
  return handlers[type as keyof typeof handlers]({ ...context, consumer: socket.consumer, body, metadata: request.metadata })
}

const mayRequest = ({ variants }: MessagingState, { isIdentified }: ServerSocket) => isIdentified || variants.earlyRequests === 'answered'

const isRequestId = (id: unknown) => (isText(id) && id !== '' && String(id).length <= 64) || typeof id === 'number'
