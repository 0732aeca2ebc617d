import type { OutgoingEvent } from '../model/messagingService.js'

const statuses = { delivered: 'ACCEPT', read: 'READ', action: 'ACTION' }

/** Converts an event to its form in `ms.PublishEvent`. */
export function toWireEvent(event: OutgoingEvent): Record<string, unknown> {
  switch (event.type) {
    case 'text':
      return { type: 'ContentEvent', contentType: 'text/plain', message: event.text }
    case 'receipt':
      return { type: 'AcceptStatusEvent', status: statuses[event.status], sequenceList: event.sequences }
    case 'typing':
      return { type: 'ChatStateEvent', chatState: event.isTyping ? 'COMPOSING' : 'PAUSE' }
  }
}
