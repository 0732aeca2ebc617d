import type { StoreApi } from 'zustand/vanilla'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ServiceError } from '../errors.js'
import type { HttpRequest } from '../http/http.js'
import { type ClientRecord, type RequestKind, type Retry, recordLimit, type SentRequest } from './clientRecord.js'

/** Wraps the client's `core.http` and `core.fetch`, and records the outcome of each attempt. */
export function watchRequests({ core, subscribe }: EngagementClient, { getState, setState }: StoreApi<ClientRecord>): void {
  const { http, fetch } = core
  let count = 0
  /** The request that failed last, until the client's event about its retry. */
  let failed: Pick<Retry, 'id' | 'kind' | 'outcome'> | undefined

  const removeRetry = (call: number) => setState(({ retries }) => ({ retries: retries.filter(({ id }) => id !== call) }))

  /** Records the start of an attempt. Returns the function that records its outcome. */
  function recordStart(call: number, kind: RequestKind, method: string): (outcome: SentRequest['outcome']) => void {
    const request: SentRequest = { id: count++, kind, method, sentAt: Date.now(), duration: undefined, outcome: undefined }
    const startedAt = performance.now()
    removeRetry(call)
    setState(({ requests }) => ({ requests: [request, ...requests].slice(0, recordLimit) }))
    return (outcome) => {
      const completed = { ...request, duration: performance.now() - startedAt, outcome }
      setState(({ requests }) => ({
        requests: requests.map((other) => (other.id === request.id && other.outcome === undefined ? completed : other)),
      }))
    }
  }

  core.http = async (request) => {
    const call = count++
    const kind = toKind(request)
    const method = request.methodOverride ? 'POST' : request.method
    let recordOutcome: ReturnType<typeof recordStart> | undefined
    try {
      const answer = await http({
        ...request,
        onAttempt() {
          request.onAttempt?.()
          recordOutcome = recordStart(call, kind, method)
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

  // Chat sessions have their own HTTP client, which is made with `core.fetch`.
  const chat = { id: count++, kind: 'Chat session', outcome: undefined } as const
  core.fetch = async (input, init) => {
    const recordOutcome = recordStart(chat.id, chat.kind, init?.method ?? 'GET')
    try {
      const response = await fetch(input, init)
      recordOutcome(response.status)
      return response
    } catch (error) {
      recordOutcome(init?.signal?.aborted ? 'AbortError' : 'NetworkError')
      throw error
    }
  }

  subscribe((event) => {
    if (event.type !== 'retrying') return
    const { attempt, of, delay } = event
    const retry = { ...(failed ?? { ...chat, outcome: getState().requests.find(({ kind }) => kind === chat.kind)?.outcome }), attempt, of }
    failed = undefined
    setState(({ retries }) => ({ retries: [...retries, { ...retry, nextAttemptAt: Date.now() + delay * 1000 }] }))
  })
}

/** Only the outbox sends requests with `keepalive`, because they must outlive the page. */
function toKind({ method, keepalive }: HttpRequest): RequestKind {
  if (keepalive) return 'Impressions'
  return method === 'POST' ? 'Engagement' : 'Update'
}

function toOutcome(error: unknown): number | string {
  const { status, name } = error as ServiceError
  return status ?? name
}
