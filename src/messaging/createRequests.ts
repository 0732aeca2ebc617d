import { throwIfAborted } from '../browser/abortable.js'
import { toNumber, toText } from '../http/readers.js'
import { runLimited } from '../http/runLimited.js'
import type { MessagingFrame } from '../model/messagingService.js'
import { toServiceError } from './toServiceError.js'

/** The time for a response, in seconds. */
const timeout = 10

/** The members of a request beside its kind, id and type. */
export type RequestMembers = { body?: unknown; headers?: unknown; metadata?: readonly unknown[] | undefined }

export type Requests = {
  /** Sends a request. Resolves with the body of its response. */
  request: (type: string, members?: RequestMembers) => Promise<unknown>
  /** Settles the request of a response. The `reqId` alone names the request, because the types of responses are not reliable. */
  receive: (response: Record<string, unknown>) => void
}

type Pending = { type: string; resolve: (body: unknown) => void; reject: (reason: unknown) => void }

/** Correlates the requests and responses of one socket. The signal ends all that are in flight. */
export function createRequests(send: (text: string) => void, signal: AbortSignal, onFrame: (frame: MessagingFrame) => void): Requests {
  const pending = new Map<string, Pending>()
  let count = 0

  signal.addEventListener('abort', () => {
    for (const { reject } of pending.values()) reject(signal.reason)
  })

  return {
    async request(type, members) {
      throwIfAborted(signal)
      const id = String(++count)
      const exchange = () => {
        return new Promise<unknown>((resolve, reject) => {
          pending.set(id, { type, resolve, reject })
          send(JSON.stringify({ kind: 'req', id, type, ...members }))
          onFrame({ direction: 'sent', type })
        })
      }
      return runLimited(exchange, { signal: undefined, timeout }).finally(() => pending.delete(id))
    },
    receive({ reqId, code, body }) {
      const request = pending.get(toText(reqId) ?? '')
      if (!request) return
      onFrame({ direction: 'received', type: request.type, code: toNumber(code) })
      const error = toServiceError(code, body)
      if (error) request.reject(error)
      else request.resolve(body)
    },
  }
}
