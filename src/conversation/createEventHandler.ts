import type { Message } from '../model/conversation.js'
import type { MessagingEvent } from '../model/messagingService.js'
import type { AgentTyping } from './createAgentTyping.js'
import type { StateOfConversation } from './createConversationState.js'
import type { Receipts } from './createReceipts.js'
import type { Timeline } from './createTimeline.js'
import type { ContentEvent } from './timelineEntry.js'

export type EventHandlerParts = {
  state: StateOfConversation
  timeline: Timeline
  typing: AgentTyping
  receipts: Receipts
  /** The visitor has read further on another page. */
  onRead: () => void
}

/** Makes the function that brings an event of the service into the parts of the conversation. */
export function createEventHandler({ state, timeline, typing, receipts, onRead }: EventHandlerParts) {
  function toAuthor({ senderId, author }: ContentEvent, visitorId: string): Message['author'] {
    if (senderId === visitorId) return 'visitor'
    if (author) return author
    return state.getDetails()?.agents.find(({ id }) => id === senderId)?.role === 'bot' ? 'bot' : 'agent'
  }

  function addContent(event: ContentEvent, visitorId: string): void {
    const author = toAuthor(event, visitorId)
    const added = timeline.addContent(event, author)
    if (!added || author === 'visitor') return
    typing.set(event.senderId, false)
    if (added.message.status === 'delivered') receipts.add(event.dialogId, 'delivered', [event.sequence])
  }

  function addReceipt({ dialogId, senderId, status, sequences }: Extract<MessagingEvent, { type: 'receipt' }>, visitorId: string): void {
    if (senderId !== visitorId) {
      timeline.addReceipt(dialogId, status, sequences)
      return
    }
    receipts.confirm(dialogId, status, sequences)
    if (status === 'delivered' || sequences.length === 0) return
    timeline.setReadUpTo(
      dialogId,
      sequences.reduce((highest, sequence) => Math.max(highest, sequence)),
    )
    onRead()
  }

  /** True for the dialogs of this conversation. Another one of the visitor may be open. */
  function isOwnDialog(dialogId: string): boolean {
    const details = state.getDetails()
    return details ? details.dialogs.some(({ id }) => id === dialogId) : dialogId === state.getId()
  }

  return (event: MessagingEvent, visitorId: string | undefined): void => {
    if (event.type === 'conversation') {
      state.addDetails(event.details)
      return
    }
    // The subscription repeats the events that come before it.
    if (visitorId === undefined || !isOwnDialog(event.dialogId)) return
    if (event.type === 'content') addContent(event, visitorId)
    else if (event.type === 'receipt') addReceipt(event, visitorId)
    else if (event.senderId !== visitorId) typing.set(event.senderId, event.isTyping)
    // A long history is rendered once, when it is complete.
    if (state.getPhase() === 'connected') state.changed()
  }
}
