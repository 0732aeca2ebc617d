import { isRecord } from '../http/readers.js'
import type { MessagingEvent } from '../model/messagingService.js'
import { toArray } from './toArray.js'
import { type Change, toSequence } from './toChanges.js'
import { toContent } from './toContent.js'
import { toEnumValue } from './toEnumValue.js'
import { toQuickReplies } from './toQuickReplies.js'

type Author = Extract<MessagingEvent, { type: 'content' }>['author']

const authors: Record<string, Author> = {
  CONSUMER: 'visitor',
  ASSIGNED_AGENT: 'agent',
  MANAGER: 'agent',
  READER: 'agent',
  AGENT: 'bot',
  CONTROLLER: 'system',
}

const receipts: Record<string, 'delivered' | 'read'> = { ACCEPT: 'delivered', READ: 'read' }

/** Converts a change. Returns undefined for one that visitors may not see, and for an event that the library does not know. */
export function toMessagingEvent(change: Change, toLocalTime: (time: number) => number): MessagingEvent | undefined {
  const { dialogId, sequence, senderId, event } = change
  if (!change.isVisible) return undefined
  switch (toEnumValue(event.type)) {
    case 'CONTENTEVENT':
    case 'RICHCONTENTEVENT':
      if (sequence === undefined) return undefined
      return {
        type: 'content',
        dialogId,
        sequence,
        senderId,
        author: authors[change.role],
        sentAt: change.sentAt === undefined ? undefined : toLocalTime(change.sentAt),
        content: toContent(event),
        quickReplies: toQuickReplies(event.quickReplies),
        isQuestion: change.metadata.some(isQuestion),
      }
    case 'ACCEPTSTATUSEVENT': {
      const status = receipts[toEnumValue(event.status)]
      const sequences = toArray(event.sequenceList).flatMap((item) => toSequence(item) ?? [])
      return status && sequences.length > 0 ? { type: 'receipt', dialogId, senderId, status, sequences } : undefined
    }
    case 'CHATSTATEEVENT':
      return { type: 'typing', dialogId, senderId, isTyping: toEnumValue(event.chatState) === 'COMPOSING' }
    default:
      return undefined
  }
}

function isQuestion(item: unknown): boolean {
  return isRecord(item) && /(^|\.)QUESTION$/.test(toEnumValue(item.type))
}
