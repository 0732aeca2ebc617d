import { abortable } from '../browser/abortable.js'
import type { SharedRequest } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'

/**
 * Joins the ask in flight for the same question, or begins one. It is aborted only when nobody waits for it any more:
 *
 *   mount ── ask ─┐ waiting 1          StrictMode takes the first mount back and mounts again
 *   unmount ──────┤ waiting 0          in the same task: the request must not be sent twice.
 *   mount ── ask ─┤ waiting 1
 *   task ends ────┴ waiting 1: it goes on. With 0 it would be aborted here.
 */
export async function shareRequest(
  inFlight: Map<string, SharedRequest>,
  key: string,
  signal: AbortSignal | undefined,
  start: (signal: AbortSignal) => Promise<Engagement>,
): Promise<Engagement> {
  signal?.throwIfAborted()
  const shared = inFlight.get(key) ?? startRequest()
  shared.subscriberCount++
  shared.onSubscribe?.()
  return abortable(shared.answer, signal, () => {
    shared.subscriberCount--
    setTimeout(() => {
      if (shared.subscriberCount > 0) return
      remove(shared)
      shared.controller.abort()
    })
  })

  function startRequest(): SharedRequest {
    const controller = new AbortController()
    const request: SharedRequest = { controller, subscriberCount: 0, answer: start(controller.signal).finally(() => remove(request)) }
    inFlight.set(key, request)
    return request
  }

  function remove(request: SharedRequest): void {
    if (inFlight.get(key) === request) inFlight.delete(key)
  }
}
