/** A message of a simulated conversation. */
export type SimulatedMessage = {
  /** The dialog of the message. */
  dialogId: string
  /** The number of the message in its dialog. */
  sequence: number
  /** The author. */
  author: 'visitor' | 'agent' | 'bot' | 'system'
  /** The id of the author: the consumer's, or an agent's. */
  authorId: string
  /** The text. Undefined if the content is no text. */
  text: string | undefined
  /** The event as it was sent. */
  event: Record<string, unknown>
  /** The service's data of the message, such as the data of a chosen reply. */
  metadata: unknown
  /** The time at the service, in milliseconds since the epoch. */
  time: number
}

/** A receipt of a simulated conversation. */
export type SimulatedReceipt = {
  /** The dialog of the receipt. */
  dialogId: string
  /** The side that sent the receipt. */
  author: SimulatedMessage['author']
  /** The id of the author. */
  authorId: string
  /** The status, such as `ACCEPT` or `READ`. */
  status: string
  /** The numbers of the messages. */
  sequences: number[]
  /** The service's data of the receipt. */
  metadata: unknown
  /** The time at the service, in milliseconds since the epoch. */
  time: number
}

/** A conversation that the service has. */
export type SimulatedConversation = {
  /** The id of the conversation. */
  id: string
  /** The visitor's id: `sub` of the token. */
  consumerId: string
  /** Whether the conversation is open: `OPEN` until its survey has ended too. */
  state: 'OPEN' | 'CLOSE'
  /** The side that ended the conversation. */
  closedBy: 'CONSUMER' | 'AGENT' | 'SYSTEM' | undefined
  /** The ids of the campaign and the engagement, as the client sent them. */
  campaignInfo: Record<string, unknown> | undefined
  /** The body of the request for the conversation, as the client sent it. */
  request: Record<string, unknown>
  /** The dialogs: the conversation's own, and its survey's. */
  dialogs: {
    /** The id of the dialog. */
    id: string
    /** The purpose of the dialog. */
    type: 'MAIN' | 'POST_SURVEY' | 'OTHER'
    /** Whether the dialog is open. */
    state: 'OPEN' | 'CLOSE'
  }[]
  /** The agents who take part now. */
  agents: {
    /** The id of the agent. */
    id: string
    /** The part of the agent, such as `ASSIGNED_AGENT`. */
    role: string
  }[]
  /** The messages of all sides, in their order. */
  messages: SimulatedMessage[]
  /** The receipts of all sides, in their order. */
  receipts: SimulatedReceipt[]
  /** The visitor's last sign of typing, such as `COMPOSING`. */
  visitorState: string | undefined
}

/** A frame of a socket. */
export type RecordedFrame = {
  /** The direction, as the client sees it: the client sends requests. */
  direction: 'sent' | 'received'
  /** The type of the request or notification. A response has the type of its request. */
  type: string
  /** The parsed frame. */
  frame: Record<string, unknown>
  /** The number of the socket, from 1. */
  socket: number
  /** The time at the service, in milliseconds since the epoch. */
  time: number
}
