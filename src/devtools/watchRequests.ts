import type { StoreApi } from 'zustand/vanilla'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ServiceError } from '../errors.js'
import type { Http, HttpRequest } from '../http/http.js'
import type { ChatSessionService } from '../model/chatSessionService.js'
import { type ClientRecord, type RequestKind, type Retry, recordLimit, type SentRequest } from './clientRecord.js'

/** The addresses of the conversation's token, and of the connector that the token needs. */
const tokenAddress = /\/(anonymous\/authorize|authenticate|le-connectors)\b/

/**
 * Wraps the functions that send a client's requests, and records the outcome of each attempt:
 *
 *   core.http             engagement requests, updates and impressions
 *   chatSessions.connect  chat sessions
 *   core.fetch            the other requests: those to the Domain API, those for the conversation's token, and those that began before the record
 */
export function watchRequests(client: EngagementClient, { getState, setState }: StoreApi<ClientRecord>): void {
  const { core, chatSessions } = client
  const { fetch } = core
  let count = 0
  /** The request that failed last, until the client's event about its retry. */
  let failed: Pick<Retry, 'id' | 'kind' | 'outcome'> | undefined
  /** True if the next call of `core.fetch` belongs to a recorded attempt. */
  let isRecorded = false
  /** The engagement request that began before the record. */
  const earlier = { id: count++, kind: 'Engagement' } as const

  const removeRetry = (call: number) => setState(({ retries }) => ({ retries: retries.filter(({ id }) => id !== call) }))

  /** Records the start of an attempt. Returns the function that records its outcome. */
  function recordStart(kind: RequestKind, method: string): (outcome: SentRequest['outcome']) => void {
    const request: SentRequest = { id: count++, kind, method, sentAt: Date.now(), duration: undefined, outcome: undefined }
    const startedAt = performance.now()
    setState(({ requests }) => ({ requests: [request, ...requests].slice(0, recordLimit) }))
    return (outcome) => {
      const completed = { ...request, duration: performance.now() - startedAt, outcome }
      setState(({ requests }) => ({
        requests: requests.map((other) => (other.id === request.id && other.outcome === undefined ? completed : other)),
      }))
    }
  }

  function watchHttp(http: Http, toKind: (request: HttpRequest) => RequestKind, onFetch?: () => void): Http {
    return async (request) => {
      const call = count++
      const kind = toKind(request)
      const method = request.methodOverride ? 'POST' : request.method
      let recordOutcome: ReturnType<typeof recordStart> | undefined
      try {
        const answer = await http({
          ...request,
          onAttempt() {
            request.onAttempt?.()
            removeRetry(call)
            recordOutcome = recordStart(kind, method)
            onFetch?.()
          },
          onRetryScheduled(error) {
            failed = { id: call, kind, outcome: toOutcome(error) }
            recordOutcome?.(failed.outcome)
            request.onRetryScheduled?.(error)
          },
        })
        recordOutcome?.(answer.status)
        return answer
      } catch (error) {
        recordOutcome?.(toOutcome(error))
        throw error
      } finally {
        removeRetry(call)
      }
    }
  }

  core.http = watchHttp(core.http, toKind, () => {
    isRecorded = true
  })

  if (chatSessions) {
    const watched: ChatSessionService = Object.assign(Object.create(chatSessions), {
      connect: (context: typeof core) => watchHttp(chatSessions.connect({ ...context, fetch }), () => 'Chat session'),
    })
    Object.assign(client, { chatSessions: watched })
  }

  core.fetch = async (input, init = {}) => {
    if (isRecorded) {
      isRecorded = false
      return fetch(input, init)
    }
    const { method = 'GET', keepalive } = init
    const isToken = tokenAddress.test(String(input))
    const isLookup = method === 'GET' && !isToken
    if (!isLookup && !isToken) removeRetry(earlier.id)
    const override = new Headers(init.headers).get('x-http-method-override')
    const recordOutcome = recordStart(isToken ? 'Token' : isLookup ? 'Domain' : toKind({ method: override ?? method, keepalive }), method)
    try {
      const response = await fetch(input, init)
      recordOutcome(response.status)
      return response
    } catch (error) {
      // Only its time limit ends a request to the Domain API, because all callers share the request.
      const abortion = isLookup ? 'TimeoutError' : 'AbortError'
      recordOutcome(init.signal?.aborted ? abortion : 'NetworkError')
      throw error
    }
  }

  client.subscribe((event) => {
    if (event.type === 'answered' || event.type === 'reset') removeRetry(earlier.id)
    if (event.type !== 'retrying') return
    const { attempt, of, delay } = event
    const request = failed ?? (core.inFlight.size > 0 ? { ...earlier, outcome: getState().requests[0]?.outcome } : undefined)
    failed = undefined
    if (!request) return
    const retry = { ...request, attempt, of, nextAttemptAt: Date.now() + delay * 1000 }
    setState(({ retries }) => ({ retries: [...retries.filter(({ kind }) => kind !== retry.kind), retry] }))
  })
}

/** Only the outbox sends requests with `keepalive`, because they must outlive the page. */
function toKind({ method, keepalive }: { method: string; keepalive?: unknown }): RequestKind {
  if (keepalive) return 'Impressions'
  return method === 'PUT' || method === 'PATCH' ? 'Update' : 'Engagement'
}

function toOutcome(error: unknown): number | string {
  const { status, name } = error as ServiceError
  return status ?? name
}
