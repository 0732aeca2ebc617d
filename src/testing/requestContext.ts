import { choices } from './messagingChoices.js'
import type { Conversations } from './messagingConversations.js'
import type { ServerSocket } from './messagingSocket.js'
import type { MessagingState, StoredConversation } from './messagingState.js'
import type { Consumer } from './messagingTokens.js'
import { isText } from './validate.js'

type Members = Record<string, unknown>

/** The parts of the service that the requests work with. */
export type RequestContext = {
  state: MessagingState
  conversations: Conversations
  socket: ServerSocket
  consumer: Consumer
  body: Members
  metadata: unknown
  /** Sends the metadata of the visitor's conversations that match. */
  sendConversations: (subscriptionId: string, filter: Members) => void
  /** Sends the stored events of a dialog. */
  sendHistory: (conversation: StoredConversation, dialogId: string, fromSequence: number) => void
  /** Ends the main dialog. A survey may follow. */
  endMain: (conversation: StoredConversation) => void
  /** Ends the whole conversation. */
  endAll: (conversation: StoredConversation) => void
}

/** A refusal of a request, whose answer has the code and the text. */
export class RequestRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

export function refuse(code: number, message: string): never {
  throw new RequestRefusal(code, message)
}

export function findConversation({ conversations, consumer, body }: RequestContext): StoredConversation {
  const conversation = conversations.find(body.conversationId)
  if (conversation?.record.consumerId === consumer.id) return conversation
  return refuse(choices.code.unknownDialog, 'Unknown conversationId')
}

export function findDialog({ conversations, consumer, body }: RequestContext) {
  if (!isText(body.dialogId)) refuse(choices.code.invalid, 'Missing dialogId')
  const conversation = conversations.findByDialog(body.dialogId)
  const dialog = conversation?.record.dialogs.find(({ id }) => id === body.dialogId)
  if (!dialog || conversation?.record.consumerId !== consumer.id) return refuse(choices.code.unknownDialog, 'Unknown dialogId')
  return { conversation, dialogId: dialog.id, isOpen: dialog.state === 'OPEN' && conversation.record.state === 'OPEN' }
}
