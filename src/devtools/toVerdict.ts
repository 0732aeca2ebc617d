import { isExpired } from '../browser/expiry.js'
import type { EngagementError } from '../errors.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Retry } from './clientRecord.js'
import { toErrorReason } from './toErrorReason.js'
import { toRetryText } from './toRetryText.js'

/** Whether a button of the question shows, and why, or why not. */
export type Verdict = {
  shows: 'shown' | 'disabled' | 'hidden' | 'absent'
  /** Whether it is as it should be, may pass, or is for the site to mend. */
  tone: 'good' | 'calm' | 'waiting' | 'bad'
  reason: string
  /** What would change it. */
  hint?: string
}

/** What a question has come to. */
export type QuestionState = {
  data: Engagement | undefined
  error: EngagementError | null
  isFetching: boolean
  /** By a component on the page. `off` where its `enabled` is false. */
  isAsked: boolean | 'off'
}

/** What else decides. */
export type Circumstances = {
  isAllowed: boolean
  isDenied: boolean
  isOnline: boolean
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId: string | undefined
  /** Whether an ask is under way. */
  isSent: boolean
  retry: Retry | undefined
  now: number
}

export function toVerdict(question: QuestionState, circumstances: Circumstances): Verdict {
  const { data, error, isFetching, isAsked } = question
  const hasEnded = isExpired(data)
  if (!isAsked) {
    return {
      shows: 'absent',
      tone: 'calm',
      reason: 'Not on the page: no component asks this now. The answer is kept for the next that does.',
    }
  }
  if (error && (!data || hasEnded)) {
    const hint = 'With labels.retry the button shows, and asks again.'
    return { shows: 'hidden', tone: 'bad', reason: `Error: ${toErrorReason(error)}`, hint }
  }
  if (!data) {
    const isOff = isAsked === 'off' && !isFetching
    return { shows: 'hidden', tone: 'waiting', reason: isOff ? 'Not asked: enabled is false.' : toWait(circumstances) }
  }
  if (data.status === 'unavailable') {
    const hint = 'With labels.unavailable the button shows, disabled.'
    return { shows: 'hidden', tone: 'calm', reason: 'Unavailable: the service offers this visitor no chat now.', hint }
  }
  const offered = toOffer(data, hasEnded, isFetching, circumstances)
  if (circumstances.dismissedSessionId !== data.sessionId) return offered
  return { ...offered, hint: 'Dismissed: a floating button stays away until the session ends. One in the page does not.' }
}

function toOffer(
  data: AvailableEngagement | ConversationEngagement,
  hasEnded: boolean,
  isFetching: boolean,
  { isOnline }: Circumstances,
): Verdict {
  if (data.status === 'conversation') {
    return { shows: 'shown', tone: 'good', reason: 'Conversation: one is under way, and the button resumes it.' }
  }
  if (hasEnded && isFetching) return { shows: 'disabled', tone: 'waiting', reason: 'Expired: whether it is still offered is being asked.' }
  if (hasEnded) {
    return { shows: 'shown', tone: 'waiting', reason: 'Expired: it is asked for again on pointer, focus, click or return to the page.' }
  }
  if (!isOnline) return { shows: 'shown', tone: 'waiting', reason: 'Available, offline: what is reported waits for the network.' }
  const hint = data.contextId ? {} : { hint: 'The service gave no contextId: nothing is reported of it.' }
  return { shows: 'shown', tone: 'good', reason: 'Available: this visitor may be offered a chat.', ...hint }
}

/** Why there is no answer yet. */
function toWait({ isAllowed, isDenied, isOnline, isSent, retry, now }: Circumstances): string {
  if (isDenied) return 'Consent denied: nothing is asked until it is granted.'
  if (!isAllowed) return "Waiting for consent: nothing is asked until setConsent('granted')."
  if (!isOnline) return 'Offline: waits for the network.'
  if (retry) return `Loading: ${toRetryText(retry, now, isOnline)}.`
  if (isSent) return 'Loading: the service has not answered.'
  return 'Loading: nothing is sent yet, while the domain is looked up or another tab starts the session.'
}
