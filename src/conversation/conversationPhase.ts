import type { ConversationState } from '../model/conversation.js'
import type { ConversationDetails } from '../model/messagingService.js'

/** The life of a conversation on this page. */
export type Phase = 'connecting' | 'connected' | 'reconnecting' | 'ended' | 'failed' | 'left'

/**
 * - `connected`: a socket is open, and the history is read.
 * - `lost`: the attempt failed, or the socket was closed.
 * - `ended`: the service has no such open conversation any more.
 * - `refused`: another attempt would fail too.
 * - `left`: the page lets go of the conversation, or the visitor logged out.
 */
export type PhaseEvent = 'connected' | 'lost' | 'ended' | 'refused' | 'left'

const transitions: Record<Phase, Partial<Record<PhaseEvent, Phase>>> = {
  connecting: { connected: 'connected', lost: 'reconnecting', ended: 'ended', refused: 'failed', left: 'left' },
  connected: { lost: 'reconnecting', ended: 'ended', refused: 'failed', left: 'left' },
  reconnecting: { connected: 'connected', ended: 'ended', refused: 'failed', left: 'left' },
  ended: { left: 'left' },
  failed: { left: 'left' },
  left: {},
}

/** An event that the table lacks changes nothing, because it is late. */
export function toNextPhase(phase: Phase, event: PhaseEvent): Phase {
  return transitions[phase][event] ?? phase
}

/** Returns the status that the visitor sees. */
export function toStatus(phase: Phase, details: ConversationDetails | undefined): ConversationState['status'] {
  if (phase === 'left') return 'idle'
  if (phase === 'failed') return 'error'
  if (phase === 'ended' || isMainClosed(details)) return 'closed'
  if (phase !== 'connected') return phase
  return details?.agents.some(({ role }) => role === 'agent' || role === 'bot') ? 'active' : 'waiting'
}

/** True if the conversation itself is over. Its survey may still be open. */
export function isMainClosed(details: ConversationDetails | undefined): boolean {
  return details !== undefined && (!details.isOpen || details.dialogs.some(({ type, isOpen }) => type === 'main' && !isOpen))
}
