import type { ReactNode } from 'react'
import type { ChatSessionPhase } from '../model/chatSessionPhase.js'

/** The labels of the button, by state. `children` replace the label `available`. */
export type EngagementButtonLabels = {
  /**
   * The label of an offer.
   * @default 'Chat with us'
   */
  available?: ReactNode
  /**
   * The label of a conversation, also if the button has `children`, because those are for an offer.
   * @default 'Continue your chat'
   */
  conversation?: ReactNode
  /**
   * The text behind the label of a conversation with unread messages. The parameter is their number, at least 1.
   * @default '1 unread message', '2 unread messages'
   */
  unread?: ((count: number) => string) | undefined
  /** The label after an error. With this label the button appears, and a click sends the request again. */
  retry?: ReactNode
  /** The label while no chat is available. With this label the button appears, disabled. */
  unavailable?: ReactNode
  /**
   * The accessible name of the control that dismisses a floating button.
   * @default 'Dismiss'
   */
  dismiss?: string | undefined
}

/** The part of a chat session that its customer may see. No other part reaches the page. */
export type ChatSessionStatusState = {
  /**
   * The phase of the session, or of its first request.
   * @selector [data-status]
   */
  status: ChatSessionPhase | 'loading' | 'error'
  /** The place in the queue when the chat session was created. The service does not update it. */
  position: number | undefined
  /** The name of the agent who talks to the customer. Undefined for a bot. */
  agent: string | undefined
  /** The customer's rating, from 1 to 5 stars. */
  rating: number | undefined
}

/** The text of each status, or a function of the state. `over` has the text of `finished` by default. A status without a text renders an empty element. */
export type ChatSessionStatusLabels = {
  [status in ChatSessionStatusState['status']]?: ReactNode | ((state: ChatSessionStatusState) => ReactNode)
}

/** The texts of `ChatWindow` in one language. */
export type ChatWindowLabels = {
  /** The name of the window. @default 'Chat' */
  title: string
  /** The control that hides the window. @default 'Hide chat' */
  hide: string
  /** The control that ends the conversation. @default 'End chat' */
  end: string
  /** The question before the conversation ends. @default 'End this chat?' */
  confirmEnd: string
  /** The control that does not end the conversation. @default 'Keep chatting' */
  cancelEnd: string
  /** The name of the list of messages. @default 'Messages' */
  messages: string
  /** The control that shows more of the messages. @default 'Show earlier messages' */
  earlier: string
  /** The line above the messages that the visitor has not seen. @default 'New messages' */
  unread: string
  /** The control that scrolls to the latest message. @default 'Go to new messages' */
  goToUnread: string
  /** The author of the visitor's messages. @default 'You' */
  visitor: string
  /** The author of an agent's messages. @default 'Agent' */
  agent: string
  /** The author of a bot's messages. @default 'Bot' */
  bot: string
  /** The author of the service's messages. @default 'Service' */
  system: string
  /** The name of the field for a message. @default 'Your message' */
  message: string
  /** The control that sends the message. @default 'Send' */
  send: string
  /** The error of an empty message. @default 'Write a message first.' */
  empty: string
  /** The state of a message that waits or is in flight. @default 'Sending' */
  pending: string
  /** The state of a message that the service has. @default 'Sent' */
  sent: string
  /** The state of a message that the other side has. @default 'Delivered' */
  delivered: string
  /** The state of a message that the other side has seen. @default 'Read' */
  read: string
  /** The state of a message that the service refused. @default 'Not sent.' */
  failed: string
  /** The control that sends a failed message again. @default 'Retry' */
  retry: string
  /** The status until the conversation is there. @default 'Connecting…' */
  connecting: string
  /** The status before an agent has joined. @default 'Waiting for an agent.' */
  waiting: string
  /** The status while an agent writes. @default 'The agent is typing.' */
  typing: string
  /** The status while a bot writes, and no agent takes part. @default 'The bot is typing.' */
  botTyping: string
  /** The status while the socket is lost. @default 'Connection lost. Reconnecting…' */
  reconnecting: string
  /** The moment of the next answer. @default 'Answer expected by 10:30 AM.' */
  expectedAnswer: (time: string) => string
  /** The moment at which the contact centre opens again. @default 'We are closed until 10:30 AM.' */
  closedUntil: (time: string) => string
  /** The status after the end. @default 'The chat has ended.' */
  closed: string
  /** The error that ended the attempts. @default 'The chat does not work right now.' */
  error: string
  /** The control that tries again after the error. @default 'Try again' */
  tryAgain: string
  /** The name of the field for an answer to a survey. @default 'Your answer' */
  answer: string
  /** The name of the replies to choose from. @default 'Replies' */
  replies: string
  /** The text in place of content that the window cannot show. @default 'This content cannot be shown here.' */
  unsupported: string
  /** The control that loads an image. @default 'Show image' */
  showImage: string
  /** The control that requests the address of a file. @default 'Get file' */
  getFile: string
  /** The link to a file. @default 'Open file' */
  openFile: string
  /** The text in place of a file without an address. @default 'The file cannot be loaded.' */
  fileFailed: string
}

/** The labels of a language. `react-engagement/locales/{tag}` exports some locales. */
export type EngagementLocale = {
  /** The language tag, as in `lang`: `de` or `de-AT`. */
  tag: string
  /**
   * The direction of the language's script.
   * @default left to right
   */
  dir?: 'rtl' | undefined
  /** The labels of `EngagementButton`. */
  button: EngagementButtonLabels
  /** The texts of `ChatSessionStatus`. */
  status: ChatSessionStatusLabels
  /** The texts of `ChatWindow`. Without them, the window is in English. */
  window?: ChatWindowLabels | undefined
}
