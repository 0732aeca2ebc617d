import { choices } from './messagingChoices.js'
import type { ServerSocket } from './messagingSocket.js'
import type { MessagingState } from './messagingState.js'
import { refuse } from './requestContext.js'
import { isMembers } from './validate.js'

/** Answers `InitConnection`: takes the visitor of a socket from its token. The socket ends with the token. */
export function identifySocket(state: MessagingState, socket: ServerSocket, request: Record<string, unknown>): string | undefined {
  const { clock, tokens, variants } = state
  if (socket.consumer) return refuse(choices.code.invalid, 'The connection is initialised')
  const headers = [request.headers ?? []].flat().filter(isMembers)
  const { jwt } = headers.find(({ type }) => String(type).endsWith('ConsumerAuthentication')) ?? {}
  const consumer = tokens.find(jwt)
  if (!consumer || consumer.expiresAt <= clock.now()) {
    if (variants.refusedToken === 'response') return refuse(choices.code.unidentified, 'The identity token is invalid')
    refuseToken(state, socket, consumer?.isAnonymous ?? false)
    return undefined
  }
  socket.consumer = consumer
  socket.startTimer(() => refuseToken(state, socket, consumer.isAnonymous), consumer.expiresAt - clock.now())
  return 'Connection established'
}

/** Closes the socket of a token that is invalid or has ended. */
export function refuseToken({ variants }: MessagingState, socket: ServerSocket, isAnonymous: boolean): void {
  const documented = isAnonymous ? 4407 : 4401
  const code = { close: documented, response: documented, '1008': 1008, '1005': 1005 }[variants.refusedToken]
  socket.close(code, 'identity token is invalid')
}
