import type { OutboxOptions } from './outbox.js'
import type { OutboxEvent, ReportedImpression, WireImpression } from './reportedImpression.js'

/** Formats impressions for the client's service and for its events. */
export type WireFormat = {
  toWire: (impressions: readonly ReportedImpression[]) => WireImpression[]
  /** Returns the size of an impression in a request's body, in bytes. */
  toSize: (impression: ReportedImpression) => number
  emitAll: (type: OutboxEvent['type'], impressions: readonly ReportedImpression[], reason?: string) => void
}

export function createWireFormat({ service, emit }: OutboxOptions): WireFormat {
  /** The types name LivePerson's format, because the public events have it. A third service's impressions have that service's format. */
  const toWire: WireFormat['toWire'] = (impressions) =>
    impressions.flatMap(({ type, offer }) => (service.toWireImpression(type, offer) as WireImpression | undefined) ?? [])

  return {
    toWire,
    // The array's brackets stand for the comma after the impression.
    toSize: (impression) => new TextEncoder().encode(JSON.stringify(toWire([impression]))).length,
    emitAll(type, impressions, reason) {
      for (const impression of toWire(impressions)) emit({ type, impression, reason } as OutboxEvent)
    },
  }
}
