import type { ClientEvent } from '../../../src/index.js'

/** Where the report of display is when the event happens: not yet made, waiting for its batch, with the service, or in the pause after a failure. */
export type Moment = 'unreported' | 'batched' | 'inFlight' | 'pausing'

export type Happening = {
  event: 'display' | 'click'
  moment: Moment
  /** How long after `moment` was reached the event happens, in milliseconds. */
  wait: number
  /** Where the page goes in the very task of the event: an address, `close`, or nowhere. */
  href: string | undefined
}

/** What the page offers to a harness. */
export type Visit = {
  /** Whether the storage told, when the page started, of an event that happened on an earlier one. */
  isStored: boolean
  events: ClientEvent[]
  /** Lets an event happen. Resolves with the impressions that the client queued. */
  happen: (happening: Happening) => Promise<string[]>
}
