import type { Message, QuickReply } from '../model/conversation.js'
import type { Entry } from './timelineEntry.js'

/** Finds the latest message that offers a choice: among its quick replies, or in its structured content. */
export function findOffer(
  messages: readonly Message[],
  choice: QuickReply,
  find: (messageId: string) => Entry | undefined,
): Entry | undefined {
  const isChoice = (reply: QuickReply) => reply === choice || (reply.title === choice.title && reply.text === choice.text)
  const offers = (message: Message) => message.quickReplies?.some(isChoice) ?? message.content.type === 'structured'
  const message = [...messages].reverse().find((candidate) => offers(candidate))
  return message && find(message.id)
}
