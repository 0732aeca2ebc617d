import type { AgentOptions, SimulatedAgent } from './messaging.js'
import { type Conversations, isContent } from './messagingConversations.js'
import type { Participant, StoredConversation } from './messagingState.js'
import type { Surveys } from './messagingSurveys.js'
import type { ResolvedVariants } from './messagingVariants.js'
import { toAgentEvent } from './toAgentEvent.js'

const roles = { agent: 'ASSIGNED_AGENT', bot: 'AGENT', manager: 'MANAGER', reader: 'READER' }

const system: Participant = { id: 'system', role: 'CONTROLLER' }

/** Creates the agent of the service. */
export function createAgent(conversations: Conversations, surveys: Surveys, variants: ResolvedVariants): SimulatedAgent {
  let count = 0

  function find({ conversationId }: AgentOptions): StoredConversation {
    const open = conversations.all.filter(({ record }) => record.state === 'OPEN')
    const conversation = conversationId === undefined ? open.at(-1) : conversations.find(conversationId)
    if (!conversation) throw new Error('There is no open conversation. Open one first, and wait until it is in simulator.conversations.')
    return conversation
  }

  const openDialog = ({ record }: StoredConversation) => {
    const dialog = record.dialogs.filter(({ type, state }) => type !== 'OTHER' && state === 'OPEN').at(-1)
    if (!dialog) throw new Error('The conversation is closed.')
    return dialog.id
  }

  /** Returns the agent of a step, who joins first if need be. */
  function findAgent(conversation: StoredConversation, options: AgentOptions): Participant {
    const { agents } = conversation.record
    const found = options.id === undefined ? agents.at(-1) : agents.find(({ id }) => id === options.id)
    if (found) return found
    const id = agent.join({ ...options, conversationId: conversation.record.id })
    return findAgent(conversation, { id })
  }

  function publish(conversation: StoredConversation, originator: Participant, event: Record<string, unknown>, isHidden = false) {
    return conversations.publish(conversation, { dialogId: openDialog(conversation), originator, event, isHidden })
  }

  /** Confirms the visitor's messages that have no such receipt of an agent yet. */
  function confirm(status: 'ACCEPT' | 'READ', options: AgentOptions) {
    const conversation = find(options)
    const dialogId = openDialog(conversation)
    const done = conversation.record.receipts.filter((receipt) => receipt.author !== 'visitor' && receipt.status === status)
    const sequenceList = conversation.record.messages
      .filter((message) => message.author === 'visitor' && message.dialogId === dialogId)
      .map(({ sequence }) => sequence)
      .filter((sequence) => !done.some((receipt) => receipt.dialogId === dialogId && receipt.sequences.includes(sequence)))
    if (sequenceList.length > 0)
      publish(conversation, findAgent(conversation, options), { type: 'AcceptStatusEvent', status, sequenceList })
  }

  function leave(conversation: StoredConversation) {
    conversation.record.agents = []
    conversations.touch(conversation)
  }

  const agent: SimulatedAgent = {
    join({ role = 'agent', id = `agent-${++count}`, ...options } = {}) {
      const conversation = find(options)
      const { record } = conversation
      record.agents = [...record.agents.filter((other) => other.id !== id), { id, role: roles[role] }]
      conversation.hadAgent = true
      conversations.touch(conversation)
      return id
    },
    say(content, { audience = 'all', by = 'agent', ...options } = {}) {
      const conversation = find(options)
      const originator = by === 'system' ? system : findAgent(conversation, options)
      if (variants.unknownMembers === 'present') publish(conversation, originator, { type: 'FutureEvent', futureMember: 'FUTURE_VALUE' })
      if (variants.hiddenMessages === 'present') publish(conversation, originator, toAgentEvent('For agents alone'), true)
      publish(conversation, originator, toAgentEvent(content), audience === 'agents')
      const message = conversation.record.messages.at(-1)
      if (!message || !isContent(message.event)) throw new Error('The content makes no message.')
      return message
    },
    type(isTyping = true, options = {}) {
      const conversation = find(options)
      publish(conversation, findAgent(conversation, options), { type: 'ChatStateEvent', chatState: isTyping ? 'COMPOSING' : 'ACTIVE' })
    },
    accept: (options = {}) => confirm('ACCEPT', options),
    read: (options = {}) => confirm('READ', options),
    transfer({ to, ...options } = {}) {
      const conversation = find(options)
      conversation.record.agents = conversation.record.agents.filter(({ role }) => role !== roles.agent)
      return agent.join({ conversationId: conversation.record.id, id: to })
    },
    leave: (options = {}) => leave(find(options)),
    close({ by = 'agent', ...options } = {}) {
      const conversation = find(options)
      const isSurvey = conversation.record.dialogs.some(({ type, state }) => type === 'POST_SURVEY' && state === 'OPEN')
      if (by === 'system' || isSurvey) surveys.endAll(conversation, by === 'system' ? 'SYSTEM' : 'AGENT')
      else surveys.endMain(conversation, 'AGENT')
    },
    askSurvey(questions = [{ text: 'How did you like this conversation?', replies: ['Good', 'Bad'] }], options = {}) {
      surveys.begin(find(options), questions, 'AGENT')
    },
    delay(delay, options = {}) {
      const conversation = find(options)
      conversation.delay = delay
      conversations.touch(conversation)
    },
    promise(time, options = {}) {
      const conversation = find(options)
      conversation.promisedAt = time
      conversations.touch(conversation)
    },
  }
  return agent
}
