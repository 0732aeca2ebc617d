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

const retry = { id: 1, kind: 'Ask', outcome: 'AccountLoadingError', attempt: 2, of: 3, nextAttemptAt: now + 9500 } as const

const verdictOf = (question: Partial<QuestionState>, circumstances: Partial<Circumstances> = {}) =>
  explainButton(
    { data: undefined, error: null, isFetching: false, isObserved: true, ...question },
    {
      hasConsent: true,
      isDenied: false,
      isOnline: true,
      dismissedSessionId: undefined,
      isInFlight: false,
      retry: undefined,
      now,
      ...circumstances,
    },
  )

describe('explainButton', () => {
  test.each<[string, string, Partial<QuestionState>, Partial<Circumstances>?]>([
    ['shown', 'Available: this visitor may be offered a chat.', { data: offer }],
    ['shown', 'Available, offline: what is reported waits for the network.', { data: offer }, { isOnline: false }],
    ['shown', 'Expired: it is asked for again on pointer, focus, click or return to the page.', { data: expired }],
    ['disabled', 'Expired: whether it is still offered is being asked.', { data: expired, isFetching: true }],
    [
      'shown',
      'Conversation: one is under way, and the button resumes it.',
      { data: { ...offer, status: 'conversation', conversationId: '5' } },
    ],
    ['hidden', 'Unavailable: the service offers this visitor no chat now.', { data: { ...ids, status: 'unavailable' } }],
    [
      'absent',
      'Not on the page: no component asks this now. The answer is kept for the next that does.',
      { data: offer, isObserved: false },
    ],
    ['hidden', 'Not asked: enabled is false.', { isObserved: 'off' }],
    ['hidden', 'Loading: the service has not answered.', { isObserved: 'off', isFetching: true }, { isInFlight: true }],
    ['hidden', "Waiting for consent: nothing is asked until setConsent('granted').", { isFetching: true }, { hasConsent: false }],
    ['hidden', 'Consent denied: nothing is asked until it is granted.', {}, { hasConsent: false, isDenied: true, isOnline: false }],
    ['hidden', 'Offline: waits for the network.', { isFetching: true }, { isOnline: false, retry }],
    ['hidden', 'Loading: retry 2 of 3 in 0:10 (last: loading account).', { isFetching: true }, { retry }],
    ['hidden', 'Loading: the service has not answered.', { isFetching: true }, { isInFlight: true }],
    ['hidden', 'Loading: nothing is sent yet, while the domain is looked up or another tab starts the session.', { isFetching: true }],
  ])('%s: %s', (visibility, reason, question, circumstances) => {
    expect(verdictOf(question, circumstances)).toMatchObject({ visibility, reason })
  })

  test.each<[string, EngagementError]>([
    ['ServiceError 400 (code 33): the service refused the question.', refused(400, 33)],
    ['ServiceError 503: the service failed on each attempt.', refused(503)],
    ['AccountLoadingError: the service was still loading the account', new AccountLoadingError(undefined)],
    ['NetworkError: the service could not be reached.', new NetworkError()],
    ['TimeoutError: the service gave no answer', new TimeoutError()],
    ['ResponseError: the answer is not what the service documents.', new ResponseError()],
  ])('hidden: Error: %s', (reason, error) => {
    const verdict = verdictOf({ error })
    expect(verdict).toMatchObject({ visibility: 'hidden', tone: 'bad' })
    expect(verdict.reason).toContain(`Error: ${reason}`)
    expect(verdict.reason).not.toContain('sam@')
  })

  test('an answer whose refetch failed counts until it has expired', () => {
    expect(verdictOf({ data: offer, error: refused(400) }).visibility).toBe('shown')
    expect(verdictOf({ data: expired, error: refused(400) }).reason).toMatch(/^Error: /)
  })

  test('a dismissal hides only the floating button', () => {
    expect(verdictOf({ data: offer }, { dismissedSessionId: 'session' }).hint).toMatch(/^Dismissed: a floating button stays away/)
    expect(verdictOf({ data: offer }, { dismissedSessionId: 'earlier' }).hint).toBeUndefined()
  })

  test('an offer without a contextId is not reported', () => {
    const { contextId: _contextId, ...without } = offer
    expect(verdictOf({ data: without }).hint).toContain('no contextId')
  })
})
