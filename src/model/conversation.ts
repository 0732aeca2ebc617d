import type { EngagementError } from '../errors.js'

/** A reply that the visitor can choose instead of typing one. */
export type QuickReply = {
  /** The text on the button. */
  title: string
  /** The text that the choice sends. */
  text: string
  /** The page that the choice opens, instead of sending a text: `https:`, `mailto:` or `tel:`. */
  url?: string | undefined
  /** The service's own data of the reply. It travels back with the choice. */
  metadata?: unknown
}

/** A node of structured content. Unknown types and members stay as the service sent them. Its texts are no HTML. */
export type StructuredNode = {
  /** The type of the node: `vertical`, `horizontal`, `text`, `image`, `button`, `map`, `linkPreview` or `template`. */
  type: string
  /** The nodes inside a container. */
  elements?: readonly StructuredNode[] | undefined
  [member: string]: unknown
}

/** The content of a message. */
export type MessageContent =
  | {
      type: 'text'
      /** The text. It is no HTML. */
      text: string
    }
  | {
      type: 'structured'
      /** The outermost node. */
      root: StructuredNode
    }
  | {
      type: 'file'
      /** The sender's text about the file. */
      caption: string | undefined
      /** The type of the file, such as `PNG` or `PDF`. */
      fileType: string | undefined
      /** The place of the file at the service. `getFileUrl` makes an address of it. */
      path: string
    }
  /** Content that the library does not know. Say so in its place. */
  | { type: 'unsupported' }

/** A message of a conversation. */
export type Message = {
  /** Names the message on this page. It does not change when the service takes the message. */
  id: string
  /** The author. `system` is the service itself. */
  author: 'visitor' | 'agent' | 'bot' | 'system'
  /** The id of the agent or bot, as in `ConversationState.agents`. */
  agentId?: string | undefined
  /** The service's time, or this browser's until the service has taken the message. In milliseconds since the epoch. */
  sentAt: number
  /** The number of the message in its dialog. Undefined until the service has taken the message. */
  sequence?: number | undefined
  /**
   * A `pending` message waits here or is in flight, and a `sent` one is at the service. The other side's receipts make it `delivered` and `read`. The
   * service refused a `failed` message.
   */
  status: 'pending' | 'sent' | 'delivered' | 'read' | 'failed'
  /** The content. */
  content: MessageContent
  /** Replies that the message offers. */
  quickReplies?: readonly QuickReply[] | undefined
}

/** A person or bot who takes part in the conversation for the brand. */
export type Agent = {
  /** The id of the participant. */
  id: string
  /** The part of the participant: the agent in charge, a bot, or someone who reads along. */
  role: 'agent' | 'bot' | 'manager' | 'reader'
}

/** A question of the survey after the conversation. */
export type SurveyQuestion = {
  /** The id of the message that asks. */
  messageId: string
  /** The question. */
  text: string
  /** The answers to choose from. Empty if the visitor writes the answer. */
  replies: readonly QuickReply[]
}

/** The state of a client's conversation. A new state is a new object, and unchanged parts stay the same objects. */
export type ConversationState = {
  /** `waiting` has no agent yet. `reconnecting` lost the socket, and sends what is pending when it is back. `error` gave up. */
  status: 'idle' | 'connecting' | 'waiting' | 'active' | 'reconnecting' | 'closed' | 'error'
  /** The messages in the order of the service, then the pending ones in the order of their sending. */
  messages: readonly Message[]
  /** The participants of the brand. */
  agents: readonly Agent[]
  /** True while an agent writes. It ends by itself, because the end may get lost. */
  isAgentTyping: boolean
  /** How many messages of the other side were not on the screen yet. */
  unreadCount: number
  /** The moment at which the service expects an answer, in milliseconds since the epoch. */
  expectedAnswerAt?: number | undefined
  /** The moment at which the contact centre opens again, in milliseconds since the epoch. */
  closedUntil?: number | undefined
  /** The question of the survey that waits for an answer. */
  survey?: SurveyQuestion | undefined
  /** The side that ended the conversation. */
  closedBy?: 'visitor' | 'agent' | 'system' | undefined
  /** The error of the status `error`. */
  error: EngagementError | undefined
}

/** A conversation with an agent or a bot. Its functions need no `this`. */
export type Conversation = {
  /** The service's id of the conversation. */
  readonly id: string
  /** Returns the current state, which is immutable. */
  getState: () => ConversationState
  /** Calls back after each change of the state. Returns a function that unsubscribes. */
  subscribe: (listener: () => void) => () => void
  /**
   * Sends a text behind those that are pending. Resolves when the service has taken it. Rejects if the service refuses it; its message is then `failed`.
   * @throws ConfigurationError if the text is empty
   */
  send: (text: string) => Promise<Message>
  /** Sends a failed message again, behind those that are pending. */
  retry: (messageId: string) => Promise<Message>
  /** Sends the choice of a quick reply. */
  reply: (choice: QuickReply) => Promise<Message>
  /** Says that the visitor types. It ends by itself 5 seconds after the last call. */
  setTyping: (isTyping: boolean) => void
  /**
   * Says that the messages up to this one are on the screen. Does nothing on a hidden page, because the agent sees the receipt.
   * @param messageId The message. The default is the latest one.
   */
  markRead: (messageId?: string) => void
  /** Answers the survey's question: with one of its replies, or with a text. */
  answerSurvey: (reply: QuickReply | string) => Promise<void>
  /** Resolves with the address of a file. It holds for about a minute. Request it when the visitor asks for the file. */
  getFileUrl: (path: string) => Promise<string>
  /** Ends the conversation for both sides. A survey may follow. */
  close: () => Promise<void>
  /** Closes this page's socket. The conversation stays open at the service, and can be resumed. */
  leave: () => void
}
