// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { noResult } from '../../src/engagement/engagementSource.js'
import { keepIfEqual, serverEnvironment, toSnapshot } from '../../src/engagement/toSnapshot.js'
import { available, conversation } from '../support/engagements.js'

const unavailable = { status: 'unavailable', visitorId: 'v', sessionId: 's', pageId: '1' } as const
const error = new Error('no answer')
const inSession = (session: { sessionId?: string; dismissedSessionId?: string }) => ({ ...serverEnvironment, session })

describe('toSnapshot', () => {
  test.each([
    ['no result', {}, 'loading'],
    ['an error', { error }, 'error'],
    ['an offer', { data: available }, 'available'],
    ['a conversation', { data: conversation }, 'conversation'],
    ['no chat', { data: unavailable }, 'unavailable'],
  ])('default: the snapshot of %s', (_name, partial, status) => {
    const result = { ...noResult, ...partial }
    expect(toSnapshot(result, serverEnvironment)).toEqual({
      result,
      engagement: result.data,
      status,
      isExpired: false,
      isOffline: false,
      hasConversation: false,
      isDismissed: false,
      unreadCount: 0,
    })
  })

  test.each([
    ['an expired offer stays available', { data: available }, 'available', available],
    ['an expired offer whose request failed is an error', { data: available, error }, 'error', undefined],
  ])('parameters: isExpired: %s', (_name, partial, status, engagement) => {
    const snapshot = toSnapshot({ ...noResult, ...partial }, { ...serverEnvironment, isExpired: true })
    expect(snapshot).toMatchObject({ status, isExpired: true })
    expect(snapshot.engagement).toBe(engagement)
  })

  test('behavior: an answer that has not expired survives an error', () => {
    expect(toSnapshot({ ...noResult, data: available, error }, serverEnvironment)).toMatchObject({ status: 'available' })
  })

  test('parameters: isOffline: the snapshot is offline', () => {
    expect(toSnapshot(noResult, { ...serverEnvironment, isOffline: true }).isOffline).toBe(true)
  })

  test.each([
    ['the offer is of the dismissed session', { data: available }, { dismissedSessionId: 's' }, true],
    ['the offer is of another session', { data: available }, { sessionId: 'other', dismissedSessionId: 'other' }, false],
    ['an error belongs to the current session', { error }, { sessionId: 's', dismissedSessionId: 's' }, true],
    ['an error without a session belongs to the empty one', { error }, { dismissedSessionId: '' }, true],
    ['no session was dismissed', { error }, {}, false],
  ])('parameters: session: %s', (_name, partial, session, isDismissed) => {
    expect(toSnapshot({ ...noResult, ...partial }, inSession(session)).isDismissed).toBe(isDismissed)
  })
})

describe('keepIfEqual', () => {
  const current = toSnapshot(noResult, serverEnvironment)

  test('default: a snapshot of the same result and environment stays', () => {
    expect(keepIfEqual(current, toSnapshot(noResult, serverEnvironment))).toBe(current)
  })

  test.each([
    ['isExpired', toSnapshot(noResult, { ...serverEnvironment, isExpired: true })],
    ['isOffline', toSnapshot(noResult, { ...serverEnvironment, isOffline: true })],
    ['result', toSnapshot({ ...noResult }, serverEnvironment)],
  ])('behavior: a different %s replaces the snapshot', (_name, next) => {
    expect(keepIfEqual(current, next)).toBe(next)
  })
})
