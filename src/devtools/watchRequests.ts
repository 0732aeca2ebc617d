import type { StoreApi } from 'zustand/vanilla'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ServiceError } from '../errors.js'
import type { HttpRequest } from '../http/http.js'
import { type ClientRecord, type RequestKind, type Retry, recordLimit, type SentRequest } from './clientRecord.js'

/** Stands before what the client sends with, and notes what becomes of each attempt. */
export function watchRequests({ core, subscribe }: EngagementClient, { getState, setState }: StoreApi<ClientRecord>): void {
  const { http, fetch } = core
  let count = 0
  /** The request that is about to be tried again. */
  let failed: Pick<Retry, 'id' | 'kind' | 'outcome'> | undefined

  const endRetry = (call: number) => setState(({ retries }) => ({ retries: retries.filter(({ id }) => id !== call) }))

  /** Returns what is to be called with its outcome. */
  function begin(call: number, kind: RequestKind, method: string): (outcome: SentRequest['outcome']) => void {
    const request: SentRequest = { id: count++, kind, method, sentAt: Date.now(), duration: undefined, outcome: undefined }
    const startedAt = performance.now()
    endRetry(call)
    setState(({ requests }) => ({ requests: [request, ...requests].slice(0, recordLimit) }))
    return (outcome) => {
      const ended = { ...request, duration: performance.now() - startedAt, outcome }
      setState(({ requests }) => ({
        requests: requests.map((other) => (other.id === request.id && other.outcome === undefined ? ended : other)),
      }))
    }
  }

  core.http = async (request) => {
    const call = count++
    const kind = toKind(request)
    const method = request.override ? 'POST' : request.method
    let end: ReturnType<typeof begin> | undefined
    try {
      const answer = await http({
        ...request,
        onAttempt() {
          request.onAttempt?.()
          end = begin(call, kind, method)
        },
        onPause(error) {
          failed = { id: call, kind, outcome: toOutcome(error) }
          end?.(failed.outcome)
          request.onPause?.(error)
        },
      })
      end?.(answer.status)
      return answer
    } catch (error) {
      end?.(toOutcome(error))
      throw error
    } finally {
      endRetry(call)
    }
  }

  // Chat sessions have an http of their own, made with this.
  const chat = { id: count++, kind: 'Chat session', outcome: undefined } as const
  core.fetch = async (input, init) => {
    const end = begin(chat.id, chat.kind, init?.method ?? 'GET')
    try {
      const response = await fetch(input, init)
      end(response.status)
      return response
    } catch (error) {
      end(init?.signal?.aborted ? 'AbortError' : 'NetworkError')
      throw error
    }
  }

  subscribe((event) => {
    if (event.type !== 'retrying') return
    const { attempt, of, delay } = event
    const retry = { ...(failed ?? { ...chat, outcome: getState().requests.find(({ kind }) => kind === chat.kind)?.outcome }), attempt, of }
    failed = undefined
    setState(({ retries }) => ({ retries: [...retries, { ...retry, dueAt: Date.now() + delay * 1000 }] }))
  })
}

/** The outbox's requests outlive the page. */
function toKind({ method, keepalive }: HttpRequest): RequestKind {
  if (keepalive) return 'Impressions'
  return method === 'POST' ? 'Ask' : 'Update'
}

function toOutcome(error: unknown): number | string {
  const { status, name } = error as ServiceError
  return status ?? name
}
