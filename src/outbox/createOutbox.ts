import type { EngagementIds } from '../api/engagement.js'
import type { EndImpression, OfferImpression } from '../api/impression.js'

/** An impression with the session and context that its engagement was made in, which may no longer be the current ones. */
export type OutboxItem = { ids: EngagementIds & { contextId?: string }; impression: OfferImpression | EndImpression }

export type OutboxEvent =
  | { type: 'impressionQueued' | 'impressionSent'; impression: OutboxItem['impression'] }
  /** `reason` is the name of the error that the last attempt ended with; `AbortError` after `client.reset()`. */
  | { type: 'impressionDropped'; impression: OutboxItem['impression']; reason: string }

export type OutboxOptions = {
  send: (ids: EngagementIds, impressions: OutboxItem['impression'][], signal: AbortSignal) => Promise<void>
  emit: (event: OutboxEvent) => void
}

export type Outbox = {
  /** False where the same impression was taken before. */
  add: (item: OutboxItem) => boolean
  /** Sends what waits for its batch. Settles when all is sent or dropped. */
  flush: () => Promise<void>
  /** Gives up what is not sent yet. */
  clear: () => void
}

/** How long an impression waits for others to travel with, in milliseconds. An acceptance waits for none. */
const batchTime = 250

/** Holds impressions until the service has taken them: each once, in order, one request in flight. */
export function createOutbox({ send, emit }: OutboxOptions): Outbox {
  const taken = new Set<string>()
  const waiting: OutboxItem[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let draining: Promise<void> | undefined
  let abort = new AbortController()

  function add(item: OutboxItem): boolean {
    // An offer counts once in its session, whichever page or button showed it.
    const key = JSON.stringify([item.ids.sessionId, item.ids.contextId, item.impression])
    if (taken.has(key)) return false
    taken.add(key)
    waiting.push(item)
    tell('impressionQueued', [item])
    if (item.impression.type === 'impAccept') flush()
    else timer ??= setTimeout(flush, batchTime)
    return true
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    draining ??= drain()
    return draining
  }

  async function drain(): Promise<void> {
    // Not before `draining` is set, which must be unset in the very step that finds nothing waiting.
    await undefined
    for (let first = waiting[0]; first; first = waiting[0]) {
      const { ids } = first
      // With all behind it that belong to the same page view.
      const end = waiting.findIndex((item) => item.ids.pageId !== ids.pageId)
      const batch = waiting.splice(0, end < 0 ? waiting.length : end)
      try {
        await send(
          ids,
          batch.map((item) => item.impression),
          abort.signal,
        )
        tell('impressionSent', batch)
      } catch (error) {
        tell('impressionDropped', batch, (error as Error).name)
      }
    }
    draining = undefined
  }

  function tell(type: OutboxEvent['type'], items: OutboxItem[], reason?: string): void {
    for (const { impression } of items) emit({ type, impression, reason } as OutboxEvent)
  }

  return {
    add,
    flush,
    clear() {
      abort.abort()
      abort = new AbortController()
      tell('impressionDropped', waiting.splice(0), 'AbortError')
    },
  }
}
