import type { Clock } from './messagingClock.js'
import type { SimulatedConversation } from './messagingRecords.js'
import type { MessagingTokens } from './messagingTokens.js'
import type { ResolvedVariants } from './messagingVariants.js'

/** The sender of an event. The roles are those of LivePerson's documents. */
export type Participant = { id: string; role: string }

export type StoredEvent = {
  dialogId: string
  /** Typing has no sequence and is not stored. */
  sequence: number | undefined
  originator: Participant
  event: Record<string, unknown>
  metadata: unknown
  isHidden: boolean
  time: number
}

export type StoredConversation = {
  record: SimulatedConversation
  events: StoredEvent[]
  /** The next sequence of each dialog. */
  sequences: Map<string, number>
  startedAt: number
  updatedAt: number
  endedAt: number | undefined
  /** The time at which an agent should have answered. */
  answerDueAt: number | undefined
  delay: { type: string; tillWhen: number } | undefined
  promisedAt: number | undefined
  hadAgent: boolean
  /** The socket that requested the conversation. */
  socket: number
}

/** A step of a conversation, for sockets, surveys and bots. */
export type ConversationStep = { conversation: StoredConversation; event: StoredEvent | undefined }

export type MessagingState = {
  variants: ResolvedVariants
  clock: Clock
  random: { text: (length: number) => string; digits: (length: number) => string }
  tokens: MessagingTokens
  /** Returns the ids of the connectors that the service knows. */
  connectors: () => string[]
  accountId: string | undefined
}
