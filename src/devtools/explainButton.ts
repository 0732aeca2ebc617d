import { isExpired } from '../browser/expiry.js'
import type { EngagementError } from '../errors.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Retry } from './clientRecord.js'
import { toErrorReason } from './toErrorReason.js'
import { toRetryText } from './toRetryText.js'

/** Whether a button of the question shows, and why, or why not. */
export type ButtonDiagnosis = {
  visibility: 'shown' | 'disabled' | 'hidden' | 'absent'
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
  isObserved: boolean | 'off'
}

/** What else decides. */
export type Circumstances = {
  hasConsent: boolean
  isDenied: boolean
  isOnline: boolean
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId: string | undefined
  /** Whether an ask is under way. */
  isInFlight: boolean
  retry: Retry | undefined
  now: number
}

export function explainButton(question: QuestionState, circumstances: Circumstances): ButtonDiagnosis {
  const { data, error, isFetching, isObserved } = question
  const isOfferExpired = isExpired(data)
  if (!isObserved) {
    return {
      visibility: 'absent',
      tone: 'calm',
      reason: 'Not on the page: no component asks this now. The answer is kept for the next that does.',
    }
  }
  if (error && (!data || isOfferExpired)) {
    const hint = 'With labels.retry the button shows, and asks again.'
    return { visibility: 'hidden', tone: 'bad', reason: `Error: ${toErrorReason(error)}`, hint }
  }
  if (!data) {
    const isOff = isObserved === 'off' && !isFetching
    return { visibility: 'hidden', tone: 'waiting', reason: isOff ? 'Not asked: enabled is false.' : explainWait(circumstances) }
  }
  if (data.status === 'unavailable') {
    const hint = 'With labels.unavailable the button shows, disabled.'
    return { visibility: 'hidden', tone: 'calm', reason: 'Unavailable: the service offers this visitor no chat now.', hint }
  }
  const diagnosis = explainOffer(data, isOfferExpired, isFetching, circumstances)
  if (circumstances.dismissedSessionId !== data.sessionId) return diagnosis
  return { ...diagnosis, hint: 'Dismissed: a floating button stays away until the session ends. One in the page does not.' }
}

function explainOffer(
  data: AvailableEngagement | ConversationEngagement,
  isOfferExpired: boolean,
  isFetching: boolean,
  { isOnline }: Circumstances,
): ButtonDiagnosis {
  if (data.status === 'conversation') {
    return { visibility: 'shown', tone: 'good', reason: 'Conversation: one is under way, and the button resumes it.' }
  }
  if (isOfferExpired && isFetching)
    return { visibility: 'disabled', tone: 'waiting', reason: 'Expired: whether it is still offered is being asked.' }
  if (isOfferExpired) {
    return {
      visibility: 'shown',
      tone: 'waiting',
      reason: 'Expired: it is asked for again on pointer, focus, click or return to the page.',
    }
  }
  if (!isOnline) return { visibility: 'shown', tone: 'waiting', reason: 'Available, offline: what is reported waits for the network.' }
  const hint = data.contextId ? {} : { hint: 'The service gave no contextId: nothing is reported of it.' }
  return { visibility: 'shown', tone: 'good', reason: 'Available: this visitor may be offered a chat.', ...hint }
}

/** Why there is no answer yet. */
function explainWait({ hasConsent, isDenied, isOnline, isInFlight, retry, now }: Circumstances): string {
  if (isDenied) return 'Consent denied: nothing is asked until it is granted.'
  if (!hasConsent) return "Waiting for consent: nothing is asked until setConsent('granted')."
  if (!isOnline) return 'Offline: waits for the network.'
  if (retry) return `Loading: ${toRetryText(retry, now, isOnline)}.`
  if (isInFlight) return 'Loading: the service has not answered.'
  return 'Loading: nothing is sent yet, while the domain is looked up or another tab starts the session.'
}
