import type { Agent, MessageContent, QuickReply } from './conversation.js'

/** An event that the visitor's side publishes. */
export type OutgoingEvent =
  | {
      type: 'text'
      /** The visitor's text. */
      text: string
      /** The service's own data of the reply that the visitor chose. */
      metadata?: unknown
    }
  | {
      type: 'receipt'
      /** A message is `delivered` when it has arrived here, and `read` when it was on the screen. `action` means that the visitor chose a reply of it. */
      status: 'delivered' | 'read' | 'action'
      /** The numbers of the messages. */
      sequences: readonly number[]
      /** The service's own data of the reply that the visitor chose. */
      metadata?: unknown
    }
  | {
      type: 'typing'
      /** True while the visitor types. */
      isTyping: boolean
    }

/** A conversation as the service describes it. */
export type ConversationDetails = {
  /** The id of the conversation. */
  id: string
  /** True until the whole conversation is over, with its survey. */
  isOpen: boolean
  /** The dialogs with texts: the conversation's own, and its survey's. There are no other dialogs here. */
  dialogs: readonly DialogDetails[]
  /** The participants of the brand. */
  agents: readonly Agent[]
  /** The side that ended the conversation. */
  closedBy: 'visitor' | 'agent' | 'system' | undefined
  /** The moment at which an answer is expected, in milliseconds since the epoch, by this browser's clock. */
  expectedAnswerAt: number | undefined
  /** The moment at which the contact centre opens again, in milliseconds since the epoch, by this browser's clock. */
  closedUntil: number | undefined
  /** The time of the description, in milliseconds of the service's clock. A description with a lower number is older. */
  updatedAt: number
}

/** A dialog as the service describes it. */
export type DialogDetails = {
  /** The id of the dialog. */
  id: string
  /** The purpose of the dialog. */
  type: 'main' | 'survey'
  /** False after the end of the dialog. */
  isOpen: boolean
}

/** An event of the service. */
export type MessagingEvent =
  | {
      type: 'conversation'
      /** The conversation after its change. */
      details: ConversationDetails
    }
  | {
      type: 'content'
      /** The id of the dialog. */
      dialogId: string
      /** The number of the event in its dialog. */
      sequence: number
      /** The id of the participant who sent it. */
      senderId: string
      /** The role of the sender, if the service names it. Otherwise compare `senderId`. */
      author: 'visitor' | 'agent' | 'bot' | 'system' | undefined
      /** In milliseconds since the epoch, by this browser's clock. */
      sentAt: number | undefined
      /** The content. */
      content: MessageContent
      /** Replies that the message offers. */
      quickReplies: readonly QuickReply[]
      /** True if a survey asks with this message. */
      isQuestion: boolean
    }
  | {
      type: 'receipt'
      /** The id of the dialog. */
      dialogId: string
      /** The id of the participant who has the messages. */
      senderId: string
      /** A `read` message was on the screen of the participant. */
      status: 'delivered' | 'read'
      /** The numbers of the messages. */
      sequences: readonly number[]
    }
  | {
      type: 'typing'
      /** The id of the dialog. */
      dialogId: string
      /** The id of the participant who types. */
      senderId: string
      /** True while the participant types. */
      isTyping: boolean
    }
