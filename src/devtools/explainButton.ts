import { isExpired } from '../browser/expiry.js'
import type { EngagementError } from '../errors.js'
import type { AvailableEngagement, ConversationEngagement, Engagement } from '../model/engagement.js'
import type { Retry } from './clientRecord.js'
import { toErrorReason } from './toErrorReason.js'
import { toRetryText } from './toRetryText.js'

/** The visibility of a question's button, with its reason. */
export type ButtonDiagnosis = {
  visibility: 'shown' | 'disabled' | 'hidden' | 'absent'
  /** `success` and `neutral` need no action. `waiting` may end by itself. `error` needs a change in the site. */
  tone: 'success' | 'neutral' | 'waiting' | 'error'
  reason: string
  /** The way to change the visibility. */
  hint?: string
}

/** The state of a question in the query cache. */
export type QuestionState = {
  data: Engagement | undefined
  error: EngagementError | null
  isFetching: boolean
  /** True if a component on the page observes the question. `disabled` if the component's `enabled` is false. */
  isObserved: boolean | 'disabled'
}

/** The state of the client and of the page, which also decides. */
export type Circumstances = {
  hasConsent: boolean
  isDenied: boolean
  /** True if the browser's privacy signal denied consent. */
  isRefusedBySignal: boolean
  isOnline: boolean
  /** True while the client's own conversation is open at the service. */
  hasConversation: boolean
  /** The session whose offers the visitor dismissed. */
  dismissedSessionId: string | undefined
  /** True if an engagement request, or the request to the Domain API before it, is in flight. */
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
      tone: 'neutral',
      reason: 'Not rendered: no component on the page uses this question now. The answer stays in the cache.',
    }
  }
  if (circumstances.hasConversation) {
    const reason =
      "Conversation: the client's own conversation is open, and the button resumes the conversation, whatever the service answers."
    return { visibility: 'shown', tone: 'success', reason }
  }
  if (error && (!data || isOfferExpired)) {
    const hint = 'Set labels.retry to show a button that sends the engagement request again.'
    return { visibility: 'hidden', tone: 'error', reason: `Error: ${toErrorReason(error)}`, hint }
  }
  if (!data) {
    const isDisabled = isObserved === 'disabled' && !isFetching
    return {
      visibility: 'hidden',
      tone: 'waiting',
      reason: isDisabled ? 'Not requested: query.enabled is false.' : explainWait(circumstances),
    }
  }
  if (data.status === 'unavailable') {
    const hint = 'Set labels.unavailable to show a disabled button.'
    return { visibility: 'hidden', tone: 'neutral', reason: 'Unavailable: the service offers no chat to this visitor now.', hint }
  }
  const diagnosis = explainOffer(data, isOfferExpired, isFetching, circumstances)
  if (circumstances.dismissedSessionId !== data.sessionId) return diagnosis
  return { ...diagnosis, hint: 'Dismissed: a floating button is hidden until the session ends. An inline button is still shown.' }
}

function explainOffer(
  data: AvailableEngagement | ConversationEngagement,
  isOfferExpired: boolean,
  isFetching: boolean,
  { isOnline }: Circumstances,
): ButtonDiagnosis {
  if (data.status === 'conversation') {
    return {
      visibility: 'shown',
      tone: 'success',
      reason: 'Conversation: the visitor is in a conversation, and the button resumes the conversation.',
    }
  }
  if (isOfferExpired && isFetching)
    return { visibility: 'disabled', tone: 'waiting', reason: 'Expired: the client is requesting a new answer.' }
  if (isOfferExpired) {
    return {
      visibility: 'shown',
      tone: 'waiting',
      reason: 'Expired: a pointer or focus on the button, a click, or a return to the page requests a new answer.',
    }
  }
  if (!isOnline)
    return { visibility: 'shown', tone: 'waiting', reason: 'Available, but offline: impressions are sent when the network is back.' }
  const hint = data.contextId ? {} : { hint: 'The offer has no contextId, so its impressions are not reported.' }
  return { visibility: 'shown', tone: 'success', reason: 'Available: the service offers a chat to this visitor.', ...hint }
}

/** Explains why there is no answer yet. */
function explainWait({ hasConsent, isDenied, isRefusedBySignal, isOnline, isInFlight, retry, now }: Circumstances): string {
  if (isRefusedBySignal) return "Refused: the browser sends Global Privacy Control. The client waits for setConsent('granted')."
  if (isDenied) return 'Consent denied: the client sends no request until consent is granted.'
  if (!hasConsent) return "Waiting for consent: the client sends no request until you call setConsent('granted')."
  if (!isOnline) return 'Offline: the request is sent when the network is back.'
  if (retry) return `Loading: ${toRetryText(retry, now, isOnline)}.`
  if (isInFlight) return 'Loading: the service has not answered yet.'
  return 'Loading: no request was sent yet. The client waits for another tab.'
}
