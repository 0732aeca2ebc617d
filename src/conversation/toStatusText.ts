import type { ConversationState } from '../model/conversation.js'
import type { ChatWindowLabels } from '../react/locale.js'
import type { TimeFormat } from './createTimeFormat.js'

/** The members of the state that the status line shows. */
export type StatusState = Pick<ConversationState, 'status' | 'isAgentTyping' | 'expectedAnswerAt' | 'closedUntil'> & {
  hasFailed: boolean
  /** True if every participant who answers is a bot. */
  isBotAlone: boolean
}

/** Returns the one text that matters most now. Empty if there is nothing to say. */
export function toStatusText(
  { status, isAgentTyping, expectedAnswerAt = 0, closedUntil = 0, hasFailed, isBotAlone }: StatusState,
  labels: ChatWindowLabels,
  { toMoment }: TimeFormat,
): string {
  if (status === 'idle' || status === 'error') return ''
  if (status === 'connecting' || status === 'reconnecting' || status === 'closed') return labels[status]
  if (hasFailed) return labels.failed
  if (isAgentTyping) return isBotAlone ? labels.botTyping : labels.typing
  if (closedUntil > Date.now()) return labels.closedUntil(toMoment(closedUntil))
  const expected = expectedAnswerAt > Date.now() ? labels.expectedAnswer(toMoment(expectedAnswerAt)) : ''
  return status === 'waiting' ? `${labels.waiting} ${expected}`.trim() : expected
}
