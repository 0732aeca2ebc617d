import { choices } from './messagingChoices.js'
import type { SimulatedConversation, SimulatedMessage } from './messagingRecords.js'
import type { ConversationStep, MessagingState, Participant, StoredConversation, StoredEvent } from './messagingState.js'
import { isMembers } from './validate.js'

export type Conversations = ReturnType<typeof createConversations>

type NewEvent = {
  dialogId: string
  originator: Participant
  event: Record<string, unknown>
  metadata?: unknown
  isHidden?: boolean | undefined
}

const authors: Record<string, SimulatedMessage['author']> = {
  CONSUMER: 'visitor',
  ASSIGNED_AGENT: 'agent',
  AGENT: 'bot',
  CONTROLLER: 'system',
}

export const isContent = (event: Record<string, unknown>) => event.type === 'ContentEvent' || event.type === 'RichContentEvent'

/** Creates the service's conversations. Each step goes to the listeners in the order of their registration. */
export function createConversations({ clock, random, variants }: Pick<MessagingState, 'clock' | 'random' | 'variants'>) {
  const all: StoredConversation[] = []
  const records: SimulatedConversation[] = []
  const listeners: ((step: ConversationStep) => void)[] = []

  function emit(conversation: StoredConversation, event?: StoredEvent) {
    for (const listener of listeners) listener({ conversation, event })
  }

  /** Says that the metadata have changed. Their time grows with each change, so that a client can order them. */
  function touch(conversation: StoredConversation) {
    conversation.updatedAt = Math.max(clock.now(), conversation.updatedAt + 1)
    emit(conversation)
  }

  return {
    all,
    records,
    touch,
    onStep: (listener: (step: ConversationStep) => void) => listeners.push(listener),
    find: (id: unknown) => all.find(({ record }) => record.id === id),
    findByDialog: (dialogId: unknown) => all.find(({ record }) => record.dialogs.some(({ id }) => id === dialogId)),
    add(consumerId: string, request: Record<string, unknown>, socket: number): StoredConversation {
      const id = toUuid(random.text)
      const record: SimulatedConversation = {
        id,
        consumerId,
        state: 'OPEN',
        closedBy: undefined,
        campaignInfo: isMembers(request.campaignInfo) ? request.campaignInfo : undefined,
        request,
        dialogs: [{ id: variants.mainDialogId === 'own' ? random.text(22) : id, type: 'MAIN', state: 'OPEN' }],
        agents: [],
        messages: [],
        receipts: [],
        visitorState: undefined,
      }
      if (variants.otherDialog !== 'missing') record.dialogs.push({ id: random.text(22), type: 'OTHER', state: 'OPEN' })
      const startedAt = clock.now()
      const conversation: StoredConversation = {
        record,
        events: [],
        sequences: new Map(),
        startedAt,
        updatedAt: startedAt - 1,
        endedAt: undefined,
        answerDueAt: undefined,
        delay: undefined,
        promisedAt: undefined,
        hadAgent: false,
        socket,
      }
      all.push(conversation)
      records.push(record)
      touch(conversation)
      return conversation
    },
    /** Adds an event to a dialog. Texts and receipts get the next sequence, and typing gets none. */
    publish(conversation: StoredConversation, { dialogId, originator, event, metadata, isHidden = false }: NewEvent): StoredEvent {
      const { record, sequences, events } = conversation
      const isTyping = event.type === 'ChatStateEvent'
      const isReceipt = event.type === 'AcceptStatusEvent'
      const hasSequence = !isTyping && !(isReceipt && variants.receiptSequence === 'missing')
      const sequence = hasSequence ? (sequences.get(dialogId) ?? 0) : undefined
      if (sequence !== undefined) sequences.set(dialogId, sequence + 1)
      const stored: StoredEvent = { dialogId, sequence, originator, event, metadata, isHidden, time: clock.now() }
      const { id: authorId, role } = originator
      const base = { dialogId, author: authors[role] ?? 'agent', authorId, metadata, time: stored.time }
      if (isTyping) {
        if (role === 'CONSUMER') record.visitorState = String(event.chatState)
      } else {
        events.push(stored)
        if (isReceipt) record.receipts.push({ ...base, status: String(event.status), sequences: toNumbers(event.sequenceList) })
        else if (isContent(event)) {
          const text = typeof event.message === 'string' ? event.message : undefined
          record.messages.push({ ...base, sequence: sequence ?? 0, text, event })
        }
      }
      emit(conversation, stored)
      if (isContent(event) && !isHidden) {
        conversation.answerDueAt = role === 'CONSUMER' ? stored.time + choices.answerTime.seconds * 1000 : undefined
        touch(conversation)
      }
      return stored
    },
  }
}

const toNumbers = (list: unknown) => [list ?? []].flat().map(Number)

/** Returns an id in the form of a UUID. */
function toUuid(text: (length: number) => string): string {
  const digits = Array.from(text(32), (character) => (character.charCodeAt(0) % 16).toString(16)).join('')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
