import type { ClientEvent } from '../client/clientEvent.js'

/** Returns the details of an event that its type does not show. */
export function toEventDetail(event: ClientEvent): string {
  switch (event.type) {
    case 'answered':
    case 'conversation':
      return event.status
    case 'retrying':
      return `${event.attempt} of ${event.of}, in ${Math.round(event.delay * 10) / 10} s`
    case 'consent':
      return event.consent
    case 'slow':
      return `after ${event.after} s`
    case 'impressionQueued':
    case 'impressionSent':
      return event.impression.type
    case 'impressionDropped':
      return `${event.impression.type}: ${event.reason}`
    default:
      return ''
  }
}
