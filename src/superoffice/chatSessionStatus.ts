import type { ChatSessionPhase } from '../model/chatSessionPhase.js'

/** In the order of the numbers that SuperOffice's webhooks and scripts have for them. */
const phases = {
  Invalid: 'unknown',
  PreChatForm: 'starting',
  Faq: 'starting',
  OfflineForm: 'offline',
  InQueue: 'waiting',
  CustomerLast: 'conversation',
  UserLast: 'conversation',
  Finished: 'finished',
  Deleted: 'over',
  Closed: 'over',
  RequestPosted: 'over',
  ClosedFromQueue: 'over',
} as const satisfies Record<string, ChatSessionPhase>

/** The 12 documented values; any other text is kept as it came. */
export type ChatSessionStatusText = keyof typeof phases | (string & {})

export function toChatSessionPhase(status: ChatSessionStatusText | null | undefined): ChatSessionPhase {
  return Object.hasOwn(phases, status ?? '') ? phases[status as keyof typeof phases] : 'unknown'
}

/** A status comes as a text, whose case is not to be relied on, or as a number. */
export function toChatSessionStatus(status: string): ChatSessionStatusText {
  const names = Object.keys(phases)
  return names[Number(status)] ?? names.find((name) => name.toLowerCase() === status.toLowerCase()) ?? status
}
