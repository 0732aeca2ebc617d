import { abortable, throwIfAborted } from '../browser/abortable.js'
import type { SharedRequest } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'

/**
 * Joins the request in flight for the same question, or starts one. The request is aborted when a task ends without any subscriber:
 *
 *   mount ── request ─┐ 1 subscriber       StrictMode unmounts the first mount and mounts again
 *   unmount ──────────┤ 0 subscribers      in the same task. The request must not be sent twice.
 *   mount ── join ────┤ 1 subscriber
 *   task ends ────────┴ 1 subscriber: the request continues. With 0 subscribers it would be aborted here.
 */
export async function shareRequest(
  inFlight: Map<string, SharedRequest>,
  key: string,
  signal: AbortSignal | undefined,
  start: (signal: AbortSignal) => Promise<Engagement>,
): Promise<Engagement> {
  throwIfAborted(signal)
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
