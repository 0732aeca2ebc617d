import type { ChatSessionPhase } from '../model/chatSessionPhase.js'

/** The phase of each status. The order is the order of the numbers in SuperOffice's webhooks and scripts. */
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

/** The 12 documented values, or any other text of the service. */
export type ChatSessionStatusText = keyof typeof phases | (string & {})

/** Groups the 12 documented statuses into phases. The phase of any other status is `unknown`. */
export function toChatSessionPhase(status: ChatSessionStatusText | null | undefined): ChatSessionPhase {
  return Object.hasOwn(phases, status ?? '') ? phases[status as keyof typeof phases] : 'unknown'
}

/** Converts a status of the wire, which is a text in any case, or a number. */
export function toChatSessionStatus(status: string): ChatSessionStatusText {
  const names = Object.keys(phases)
  return names[Number(status)] ?? names.find((name) => name.toLowerCase() === status.toLowerCase()) ?? status
}
