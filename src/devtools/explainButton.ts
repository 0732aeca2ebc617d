import { isExpired } from '../browser/expiry.js'
import type { EngagementError } from '../errors.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Retry } from './clientRecord.js'
import { toErrorReason } from './toErrorReason.js'
import { toRetryText } from './toRetryText.js'

/** The visibility of a question's button, with its reason. */
export type ButtonDiagnosis = {
  visibility: 'shown' | 'disabled' | 'hidden' | 'absent'
  /** `good` and `calm` need no action. A state that is `waiting` may pass. The site must repair a state that is `bad`. */
  tone: 'good' | 'calm' | 'waiting' | 'bad'
  reason: string
  /** The way to change the visibility. */
  hint?: string
}

/** The state of a question in the query cache. */
export type QuestionState = {
  data: Engagement | undefined
  error: EngagementError | null
  isFetching: boolean
  /** True if a component on the page observes the question. `off` if the component's `enabled` is false. */
  isObserved: boolean | 'off'
}

/** The state of the client and of the page, which also decides. */
export type Circumstances = {
  hasConsent: boolean
  isDenied: boolean
  isOnline: boolean
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId: string | undefined
  /** True if an engagement request is in flight. */
  isInFlight: boolean
  /** The next retry of an engagement request. */
  retry: Retry | undefined
  /** In milliseconds since the epoch. */
  now: number
}

/** Explains why the button of a question is visible, or why the button is not. */
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

/** Explains why there is no answer yet. */
function explainWait({ hasConsent, isDenied, isOnline, isInFlight, retry, now }: Circumstances): string {
  if (isDenied) return 'Consent denied: nothing is asked until it is granted.'
  if (!hasConsent) return "Waiting for consent: nothing is asked until setConsent('granted')."
  if (!isOnline) return 'Offline: waits for the network.'
  if (retry) return `Loading: ${toRetryText(retry, now, isOnline)}.`
  if (isInFlight) return 'Loading: the service has not answered.'
  return 'Loading: nothing is sent yet, while the domain is looked up or another tab starts the session.'
}
