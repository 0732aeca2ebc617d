import type { ClientEvent } from '../../../src/index.js'

/** The state of the report of display at the event. The report is not made, queued, in flight, or waiting for its retry. */
export type Moment = 'unreported' | 'batched' | 'inFlight' | 'pausing'

export type Happening = {
  event: 'display' | 'click'
  moment: Moment
  /** The time from `moment` to the event, in milliseconds. */
  wait: number
  /** The navigation in the task of the event: an address, `close`, or none. */
  href: string | undefined
}

/** The functions that the page gives to its test. */
export type Visit = {
  /** True if the storage contained an event of an earlier page when the page started. */
  isStored: boolean
  events: ClientEvent[]
  /** Causes an event. Resolves with the impressions that the client queued. */
  happen: (happening: Happening) => Promise<string[]>
}
