import type { QuickReply, StructuredNode } from '../model/conversation.js'
import type { RecordedFrame, SimulatedConversation, SimulatedMessage } from './messagingRecords.js'
import type { MessagingVariants } from './messagingVariants.js'

/** The messaging of a simulator. */
export type SimulatorMessagingOptions = {
  /** The forms in which the documents contradict each other. */
  variants?: MessagingVariants | undefined
  /** The time without a frame of the client after which the service closes a socket, in milliseconds. @default never */
  idleClose?: number | undefined
  /** The service's clock. It can go wrong, or stand still until a test moves it. @default this machine's */
  clock?: SimulatorClock | undefined
  /**
   * Answers as an agent. `true` is a small bot for demos. A function gets the visitor's text, and returns the answer, or undefined for none.
   * @default false
   */
  bot?: boolean | ((text: string) => AgentContent | undefined) | undefined
  /** The survey after each conversation that an agent has joined. `true` is a survey of two questions. @default none */
  survey?: true | readonly SimulatedQuestion[] | undefined
  /**
   * The connector of a brand's tokens. The service knows it, the connector of the current offer, and the anonymous one of the public list.
   * @default '2100000011'
   */
  connectorId?: string | undefined
}

/** A clock with timers. A part that is not given is this machine's. */
export type SimulatorClock = {
  /** Returns the time, in milliseconds since the epoch. */
  now?: (() => number) | undefined
  /** Calls back after the time, in milliseconds. Returns a function that cancels the call. */
  setTimer?: ((callback: () => void, milliseconds: number) => () => void) | undefined
}

/** A question of a survey. */
export type SimulatedQuestion = {
  /** The question. */
  text: string
  /** The answers to choose from. @default none: the visitor writes the answer */
  replies?: readonly string[] | undefined
}

/** The content of an agent's message: a text, structured content, a text with replies, a file, or the event itself. */
export type AgentContent =
  | string
  | StructuredNode
  | {
      /** The text. */
      text: string
      /** The replies to choose from. */
      quickReplies: readonly (string | QuickReply)[]
    }
  | {
      /** The file. */
      file: {
        /** The place of the file at the service. */
        path: string
        /** The agent's text about the file. */
        caption?: string | undefined
        /** The type of the file, such as `PNG`. */
        fileType?: string | undefined
      }
    }
  | {
      /** The event, as it travels. */
      event: Record<string, unknown>
    }

/** The conversation and the person of an agent's step. */
export type AgentOptions = {
  /** The id of the conversation. @default the latest open one */
  conversationId?: string | undefined
  /** The id of the agent. @default the one who joined last */
  id?: string | undefined
}

/** The agent of the service. Each step throws an error if there is no conversation for it. */
export type SimulatedAgent = {
  /** Takes part in the conversation. The default role is the agent in charge. Returns the agent's id. */
  join: (options?: AgentOptions & { role?: 'agent' | 'bot' | 'manager' | 'reader' | undefined }) => string
  /**
   * Sends a message. `audience: 'agents'` hides it from the visitor, and `by: 'system'` sends it as the service itself. Without an agent in the conversation,
   * one joins first.
   */
  say: (
    content: AgentContent,
    options?: AgentOptions & { audience?: 'all' | 'agents' | undefined; by?: 'agent' | 'system' | undefined },
  ) => SimulatedMessage
  /** Begins or ends to type. The default is the beginning. */
  type: (isTyping?: boolean, options?: AgentOptions) => void
  /** Confirms that the visitor's messages have arrived. */
  accept: (options?: AgentOptions) => void
  /** Confirms that the agent has read the visitor's messages. */
  read: (options?: AgentOptions) => void
  /** Gives the conversation to another agent, and returns that agent's id. */
  transfer: (options?: AgentOptions & { to?: string | undefined }) => string
  /** Removes the agents from the conversation. It waits for a new one. */
  leave: (options?: AgentOptions) => void
  /** Ends the conversation. A survey follows, if there is one. `by: 'system'` is the service itself, without a survey. */
  close: (options?: AgentOptions & { by?: 'agent' | 'system' | undefined }) => void
  /** Asks the questions in a survey. It ends the main dialog if that is open. */
  askSurvey: (questions?: readonly SimulatedQuestion[], options?: AgentOptions) => void
  /** Says that the contact centre is closed until a time, in milliseconds since the epoch. Without a delay, it is open. */
  delay: (delay: { type: 'NIGHT' | 'WEEKEND' | 'HOLIDAY'; tillWhen: number } | undefined, options?: AgentOptions) => void
  /** Promises an answer at a time, in milliseconds since the epoch. Without a time, there is no promise. */
  promise: (time: number | undefined, options?: AgentOptions) => void
}

/** A request of the socket, by its type. A fault can name it. */
export type MessagingRequestType =
  | 'InitConnection'
  | 'GetClock'
  | 'KeepAlive'
  | 'cqm.SubscribeExConversations'
  | 'cqm.UnsubscribeExConversations'
  | 'cm.ConsumerRequestConversation'
  | 'cm.UpdateConversationField'
  | 'ms.SubscribeMessagingEvents'
  | 'ms.PublishEvent'
  | 'ms.GenerateURLForUploadFile'
  | 'ms.GenerateURLForDownloadFile'
  | 'userprofile.GetUserProfile'
  | 'userprofile.SetUserProfile'

/** A drop of sockets. */
export type SocketDrop = {
  /**
   * `before` drops the socket of the next request, and the request has no effect. `after` drops it when the request has its effect, but no answer and no
   * echo on this socket. `loseAnswer` leaves the socket open, and only the answer is lost. @default all sockets are dropped now
   */
  when?: 'before' | 'after' | 'loseAnswer' | undefined
  /** The type of the request. @default any but `GetClock` */
  type?: MessagingRequestType | undefined
  /** The number of requests. @default 1 */
  times?: number | undefined
  /** The code of the close. @default 1006: the connection breaks */
  code?: number | undefined
  /** The reason of the close. */
  reason?: string | undefined
}

/** The server's end of a socket. Playwright, MSW and `ws` have what it takes. */
export type SocketConnection = {
  /** The address that the client opened. */
  url: string
  /** Sends a text to the client. */
  send: (text: string) => void
  /** Closes the socket. The code 1006 means that the connection breaks: a real server terminates the socket. */
  close: (code: number, reason: string) => void
  /** Registers the listener of the client's texts. */
  onMessage: (listener: (text: string) => void) => void
  /** Registers the listener of a close by the client. The service answers it by `close`. */
  onClose: (listener: (code?: number, reason?: string) => void) => void
}

/** The members of a simulator that belong to messaging. */
export type SimulatedMessaging = {
  /** A class in place of the browser's `WebSocket`. Its sockets lead to this service. */
  readonly WebSocket: typeof WebSocket
  /** Answers a socket that was opened elsewhere: in a page by Playwright, by MSW, or at a real server. */
  acceptSocket: (connection: SocketConnection) => void
  /** The agent of the service. */
  readonly agent: SimulatedAgent
  /** The conversations, in their order. They change with each step. */
  readonly conversations: SimulatedConversation[]
  /** The frames of all sockets, in their order. */
  readonly frames: RecordedFrame[]
  /** Drops sockets now, or at the next request. */
  dropSocket: (drop?: SocketDrop) => void
  /** Makes the open sockets silent, as a network does that is gone: nothing arrives any more, in either direction. */
  silenceSockets: () => void
  /**
   * Ends all tokens of the socket, and closes the sockets with 4407, or 4401 for a brand's visitor. `isFinal` ends the anonymous visitors' own tokens too,
   * so that they cannot be renewed.
   */
  expireTokens: (options?: { isFinal?: boolean | undefined }) => void
}
