import type { SimulatedQuestion } from './messaging.js'
import { type Conversations, isContent } from './messagingConversations.js'
import type { SimulatedConversation } from './messagingRecords.js'
import type { MessagingState, StoredConversation } from './messagingState.js'
import { toAgentEvent } from './toAgentEvent.js'

type Side = NonNullable<SimulatedConversation['closedBy']>

const defaultQuestions: readonly SimulatedQuestion[] = [
  { text: 'How did you like this conversation?', replies: ['Good', 'So-so', 'Bad'] },
  { text: 'What can we do better?' },
]

const bot = { id: 'survey-bot', role: 'AGENT' }

/** Creates the ends of conversations: with a survey behind the main dialog, or of everything. */
export function createSurveys(
  { random, clock, variants }: Pick<MessagingState, 'random' | 'clock' | 'variants'>,
  conversations: Conversations,
  option: true | readonly SimulatedQuestion[] | undefined,
) {
  const surveys = new Map<StoredConversation, { dialogId: string; remaining: SimulatedQuestion[]; asked: number }>()

  function publish(conversation: StoredConversation, event: Record<string, unknown>, metadata?: unknown) {
    const dialogId = surveys.get(conversation)?.dialogId
    if (dialogId) conversations.publish(conversation, { dialogId, originator: bot, event, metadata })
  }

  function ask(conversation: StoredConversation) {
    const survey = surveys.get(conversation)
    const question = survey?.remaining.shift()
    if (!survey || !question) return false
    const { text, replies } = question
    const identity = { provider: 'simulator', id: `question-${++survey.asked}` }
    const quickReplies = replies?.map((title, index) => ({
      title,
      text: title,
      metadata: [{ type: 'Answer', questionId: identity.id, id: `answer-${index + 1}`, provider: identity.provider }],
    }))
    const metadata = [{ type: 'Question', ...identity, groupId: 'group-1', surveyId: 'survey-1', replies: replies ?? [] }]
    publish(conversation, toAgentEvent(quickReplies ? { text, quickReplies } : text), metadata)
    return true
  }

  /** Ends the whole conversation. */
  function endAll(conversation: StoredConversation, by: Side) {
    const { record } = conversation
    record.closedBy ??= by
    record.state = 'CLOSE'
    for (const dialog of record.dialogs) dialog.state = 'CLOSE'
    conversation.endedAt = clock.now()
    conversation.answerDueAt = undefined
    conversations.touch(conversation)
  }

  function begin(conversation: StoredConversation, questions: readonly SimulatedQuestion[], by: Side) {
    const { record } = conversation
    const dialogId = random.text(22)
    record.closedBy = by
    for (const dialog of record.dialogs) dialog.state = 'CLOSE'
    record.dialogs.push({ id: dialogId, type: 'POST_SURVEY', state: 'OPEN' })
    record.agents = [...record.agents, bot]
    conversation.answerDueAt = undefined
    surveys.set(conversation, { dialogId, remaining: [...questions], asked: 0 })
    conversations.touch(conversation)
    ask(conversation)
  }

  conversations.onStep(({ conversation, event }) => {
    if (event?.dialogId !== surveys.get(conversation)?.dialogId) return
    if (event?.originator.role !== 'CONSUMER' || !isContent(event.event)) return
    publish(conversation, { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [event.sequence] })
    publish(conversation, { type: 'ChatStateEvent', chatState: 'COMPOSING' })
    const hasNext = ask(conversation)
    if (!hasNext) publish(conversation, toAgentEvent('Thank you.'))
    publish(conversation, { type: 'ChatStateEvent', chatState: 'ACTIVE' })
    if (!hasNext) endAll(conversation, 'AGENT')
  })

  return {
    begin,
    endAll,
    /** Ends the main dialog. A survey follows a conversation that an agent has joined. A service without `stage` is older than surveys. */
    endMain(conversation: StoredConversation, by: Side) {
      const questions = option === true ? defaultQuestions : (option ?? [])
      if (questions.length > 0 && conversation.hadAgent && variants.stage === 'present') begin(conversation, questions, by)
      else endAll(conversation, by)
    },
  }
}

export type Surveys = ReturnType<typeof createSurveys>
