// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { type Circumstances, explainButton, type QuestionState } from '../../src/devtools/explainButton.js'
import {
  AccountLoadingError,
  type AvailableEngagement,
  type EngagementError,
  NetworkError,
  ResponseError,
  ServiceError,
  TimeoutError,
} from '../../src/index.js'

const now = Date.now()

const ids = { visitorId: 'visitor', sessionId: 'session', pageId: 'page' }
const offer: AvailableEngagement = {
  ...ids,
  status: 'available',
  campaignId: '1',
  engagementId: '2',
  engagementRevision: 3,
  contextId: '4',
}
const expired: AvailableEngagement = { ...offer, expiresAt: now - 1 }

const refused = (status: number, internalCode?: number) =>
  new ServiceError({ status, internalCode, serviceMessage: 'sam@shop.example', time: undefined })

const retry = { id: 1, kind: 'Engagement', outcome: 'AccountLoadingError', attempt: 2, of: 3, nextAttemptAt: now + 9500 } as const

const diagnose = (question: Partial<QuestionState>, circumstances: Partial<Circumstances> = {}) =>
  explainButton(
    { data: undefined, error: null, isFetching: false, isObserved: true, ...question },
    {
      hasConsent: true,
      isDenied: false,
      isRefusedBySignal: false,
      isOnline: true,
      hasConversation: false,
      dismissedSessionId: undefined,
      isInFlight: false,
      retry: undefined,
      now,
      ...circumstances,
    },
  )

describe('explainButton', () => {
  test.each<[string, string, Partial<QuestionState>, Partial<Circumstances>?]>([
    ['shown', 'Available: the service offers a chat to this visitor.', { data: offer }],
    ['shown', 'Available, but offline: impressions are sent when the network is back.', { data: offer }, { isOnline: false }],
    ['shown', 'Expired: a pointer or focus on the button, a click, or a return to the page requests a new answer.', { data: expired }],
    ['disabled', 'Expired: the client is requesting a new answer.', { data: expired, isFetching: true }],
    [
      'shown',
      'Conversation: the visitor is in a conversation, and the button resumes the conversation.',
      { data: { ...offer, status: 'conversation', conversationId: '5' } },
    ],
    [
      'shown',
      "Conversation: the client's own conversation is open, and the button resumes the conversation, whatever the service answers.",
      { data: { ...ids, status: 'unavailable' } },
      { hasConversation: true },
    ],
    ['hidden', 'Unavailable: the service offers no chat to this visitor now.', { data: { ...ids, status: 'unavailable' } }],
    [
      'absent',
      'Not rendered: no component on the page uses this question now. The answer stays in the cache.',
      { data: offer, isObserved: false },
    ],
    ['hidden', 'Not requested: query.enabled is false.', { isObserved: 'disabled' }],
    ['hidden', 'Loading: the service has not answered yet.', { isObserved: 'disabled', isFetching: true }, { isInFlight: true }],
    [
      'hidden',
      "Waiting for consent: the client sends no request until you call setConsent('granted').",
      { isFetching: true },
      { hasConsent: false },
    ],
    [
      'hidden',
      'Consent denied: the client sends no request until consent is granted.',
      {},
      { hasConsent: false, isDenied: true, isOnline: false },
    ],
    [
      'hidden',
      "Refused: the browser sends Global Privacy Control. The client waits for setConsent('granted').",
      {},
      { hasConsent: false, isDenied: true, isRefusedBySignal: true },
    ],
    ['hidden', 'Offline: the request is sent when the network is back.', { isFetching: true }, { isOnline: false, retry }],
    ['hidden', 'Loading: retry 2 of 3 in 0:10 (last attempt: account loading).', { isFetching: true }, { retry }],
    [
      'hidden',
      'Loading: retry 2 of 3 is under way (last attempt: account loading).',
      { isFetching: true },
      { retry: { ...retry, nextAttemptAt: now } },
    ],
    ['hidden', 'Loading: the service has not answered yet.', { isFetching: true }, { isInFlight: true }],
    ['hidden', 'Loading: no request was sent yet. The client waits for another tab.', { isFetching: true }],
  ])('%s: %s', (visibility, reason, question, circumstances) => {
    expect(diagnose(question, circumstances)).toMatchObject({ visibility, reason })
  })

  test.each<[string, EngagementError]>([
    ['ServiceError 400 (code 33): the service refused the engagement request.', refused(400, 33)],
    ['ServiceError 503: the service failed on each attempt.', refused(503)],
    ['AccountLoadingError: the service was still loading the account', new AccountLoadingError(undefined)],
    ['NetworkError: the service could not be reached.', new NetworkError()],
    ['TimeoutError: the service did not answer in time.', new TimeoutError()],
    ['ResponseError: the response is invalid.', new ResponseError()],
  ])('hidden: Error: %s', (reason, error) => {
    const diagnosis = diagnose({ error })
    expect(diagnosis).toMatchObject({ visibility: 'hidden', tone: 'error' })
    expect(diagnosis.reason).toContain(`Error: ${reason}`)
    expect(diagnosis.reason).not.toContain('sam@')
  })

  test('an answer whose refetch failed counts until it has expired', () => {
    expect(diagnose({ data: offer, error: refused(400) }).visibility).toBe('shown')
    expect(diagnose({ data: expired, error: refused(400) }).reason).toMatch(/^Error: /)
  })

  test('a dismissal hides only the floating button', () => {
    expect(diagnose({ data: offer }, { dismissedSessionId: 'session' }).hint).toMatch(/^Dismissed: a floating button is hidden/)
    expect(diagnose({ data: offer }, { dismissedSessionId: 'earlier' }).hint).toBeUndefined()
  })

  test('an offer without a contextId is not reported', () => {
    const { contextId: _contextId, ...without } = offer
    expect(diagnose({ data: without }).hint).toBe('The offer has no contextId, so its impressions are not reported.')
  })
})
