import { abortable } from '../browser/abortable.js'
import type { SharedAsk } from '../client/engagementClient.js'
import type { Engagement } from '../model/engagement.js'

/**
 * Joins the ask in flight for the same question, or begins one. It is aborted only when nobody waits for it any more:
 *
 *   mount ── ask ─┐ waiting 1          StrictMode takes the first mount back and mounts again
 *   unmount ──────┤ waiting 0          in the same task: the request must not be sent twice.
 *   mount ── ask ─┤ waiting 1
 *   task ends ────┴ waiting 1: it goes on. With 0 it would be aborted here.
 */
export async function shareAsk(
  asks: Map<string, SharedAsk>,
  key: string,
  signal: AbortSignal | undefined,
  begin: (signal: AbortSignal) => Promise<Engagement>,
): Promise<Engagement> {
  signal?.throwIfAborted()
  const ask = asks.get(key) ?? beginAsk()
  ask.waiting++
  ask.onJoin?.()
  return abortable(ask.answer, signal, () => {
    ask.waiting--
    setTimeout(() => {
      if (ask.waiting > 0) return
      forget(ask)
      ask.controller.abort()
    })
  })

  function beginAsk(): SharedAsk {
    const controller = new AbortController()
    const begun: SharedAsk = { controller, waiting: 0, answer: begin(controller.signal).finally(() => forget(begun)) }
    asks.set(key, begun)
    return begun
  }

  function forget(ended: SharedAsk): void {
    if (asks.get(key) === ended) asks.delete(key)
  }
}
