import { dev } from '../dev.js'
import { NetworkError } from '../errors.js'
import { TokenRefusedError } from './tokenRefusedError.js'
import type { WebSocketEvent } from './webSocket.js'

/** The service refuses a token by these codes: a customer's, an anonymous visitor's, and in older versions any. */
const tokenCodes = [4401, 4407, 1008]

/** Converts the close of a socket to an error. Old browsers have a reason instead of the code. */
export function toSocketError({ code = 1005, reason = '' }: Pick<WebSocketEvent, 'code' | 'reason'>): NetworkError {
  const isRefused = tokenCodes.includes(code) || /identity token is invalid/i.test(reason)
  return isRefused
    ? new TokenRefusedError()
    : new NetworkError(dev`The socket was closed (${code}). Check the connection, and the page's connect-src.`)
}
