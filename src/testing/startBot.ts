import type { AgentContent, SimulatedAgent, SimulatorMessagingOptions } from './messaging.js'
import { choices } from './messagingChoices.js'
import type { Clock } from './messagingClock.js'
import { type Conversations, isContent } from './messagingConversations.js'

const greeting: AgentContent = {
  text: 'Hello! How can I help you?',
  quickReplies: ['Where is my order?', 'I have a question', 'Goodbye'],
}

/** The answers of the bot for demos. The first pattern that fits counts. */
const answers: [RegExp, AgentContent][] = [
  [/\b(bye|goodbye)\b/i, 'Thank you for the chat. Goodbye!'],
  [/\border\b/i, 'Your order will be with you on Friday. Can I do anything else for you?'],
  [/\bthank/i, 'You are welcome. Can I do anything else for you?'],
  [/\b(hello|hi)\b/i, 'Hello! It is good to have you here.'],
  [/\?/, 'That is a good question. I will look it up for you.'],
  [/./s, 'I see. Please go on.'],
]

/** Answers the visitors as an agent would: joins, reads, types and answers. The bot for demos greets, and closes after a goodbye. */
export function startBot(bot: SimulatorMessagingOptions['bot'], agent: SimulatedAgent, conversations: Conversations, clock: Clock): void {
  if (!bot) return
  const greeted = new Set<string>()

  function respond(conversationId: string, content: AgentContent | undefined, isLast: boolean) {
    const isOpen = () => conversations.find(conversationId)?.record.dialogs.some(({ type, state }) => type === 'MAIN' && state === 'OPEN')
    const options = { conversationId }
    clock.setTimer(() => {
      if (!isOpen()) return
      if (conversations.find(conversationId)?.record.agents.length === 0) agent.join({ ...options, role: 'bot', id: 'bot' })
      agent.read(options)
      if (content === undefined) return
      clock.setTimer(() => isOpen() && agent.type(true, options), choices.bot.typing)
      clock.setTimer(() => {
        if (!isOpen()) return
        agent.type(false, options)
        agent.say(content, options)
        if (isLast) agent.close(options)
      }, choices.bot.answer)
    }, choices.bot.arrival)
  }

  conversations.onStep(({ conversation: { record }, event }) => {
    if (!greeted.has(record.id)) {
      greeted.add(record.id)
      respond(record.id, bot === true ? greeting : undefined, false)
    }
    if (event?.originator.role !== 'CONSUMER' || !isContent(event.event)) return
    if (record.dialogs.some(({ id, type }) => id === event.dialogId && type !== 'MAIN')) return
    const text = String(event.event.message)
    const found = answers.find(([pattern]) => pattern.test(text))
    respond(record.id, bot === true ? found?.[1] : bot(text), bot === true && found === answers[0])
  })
}
