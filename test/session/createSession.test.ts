import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'
import { appEngagement } from '../../src/liveperson/appEngagement.js'
import { createSession, type SessionOptions } from '../../src/session/createSession.js'

const key = 'react-engagement:2:12345678:app-engagement'
const ids = { visitorId: 'visitor', sessionId: 'session', pageId: 'page' }
const noIds = { visitorId: undefined, sessionId: undefined, pageId: undefined }
const minute = 60_000
const { sessionLimits: limits } = appEngagement()

const visit = (storage?: EngagementStorage | null, identity?: SessionOptions['identity'], onVisitorChanged = () => {}) =>
  createSession({ storage: createClientStorage(storage), key, identity, limits, emit: () => {}, onVisitorChanged })

describe('createSession', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
    localStorage.clear()
  })

  test('default: a new session has no ids', () => {
    expect(visit().store.getState()).toEqual(noIds)
  })

  test('behavior: the session and the other subscribers go on after one that throws, and its error is reported', async () => {
    const { store, setIdentity, clear } = visit()
    const error = new Error('a subscriber of the site')
    const rejections: unknown[] = []
    const onRejection = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', onRejection)
    onTestFinished(() => void process.off('unhandledRejection', onRejection))
    store.subscribe(() => {
      throw error
    })
    const listener = vi.fn()
    store.subscribe(listener)
    setIdentity(ids, 'service')
    expect(localStorage.getItem(key)).toContain('visitor')
    clear()
    expect(listener).toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(0)
    vi.useRealTimers()
    await new Promise((resolve) => setImmediate(resolve))
    expect(new Set(rejections)).toEqual(new Set([error]))
  })

  test('behavior: visitor and session survive a reload, and the page view does not', () => {
    visit().setIdentity(ids, 'service')
    expect(visit().store.getState()).toEqual({ ...ids, pageId: undefined })
  })

  test('behavior: hydration starts without ids, as the server rendered', () => {
    visit().setIdentity(ids, 'service')
    expect(visit().store.getInitialState()).toEqual(noIds)
  })

  test('behavior: ids that a response omits stay as they are', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    session.setIdentity({ pageId: 'next' }, 'service')
    expect(session.store.getState()).toEqual({ ...ids, pageId: 'next' })
  })

  test('behavior: a session ends after 30 minutes without use', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    vi.advanceTimersByTime(29 * minute)
    session.setIdentity({}, 'service')
    vi.advanceTimersByTime(29 * minute)
    expect(visit().store.getState().visitorId).toBe('visitor')
    vi.advanceTimersByTime(minute)
    expect(visit().store.getState()).toEqual(noIds)
  })

  test('behavior: a session ends after 6 hours, however much it is used', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    for (let used = 0; used < 359; used += 10) {
      vi.advanceTimersByTime(10 * minute)
      visit().setIdentity({}, 'service')
    }
    expect(visit().store.getState()).toEqual(noIds)
  })

  test('behavior: a new session lasts 6 hours of its own', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    vi.advanceTimersByTime(355 * minute)
    session.setIdentity({ ...ids, sessionId: 'next' }, 'service')
    vi.advanceTimersByTime(20 * minute)
    expect(visit().store.getState().sessionId).toBe('next')
  })

  test('behavior: all tabs and the next page know the session whose offers were dismissed', () => {
    const [session, other] = [visit(), visit()]
    session.setIdentity(ids, 'service')
    other.setIdentity({ ...ids, pageId: 'other' }, 'service')
    session.dismiss('session')
    other.readStorage()
    expect(other.store.getState()).toEqual({ ...ids, pageId: 'other', dismissedSessionId: 'session' })
    expect(visit(undefined, { visitorId: 'visitor', sessionId: 'session' }).store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: a lost session stays dismissed, because its offers may still be displayed', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    session.dismiss('session')
    session.clear()
    session.setIdentity({ visitorId: 'visitor', sessionId: 'next' }, 'service')
    expect(session.store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: a cleared session is empty, or continues as the one that another tab stored since', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    localStorage.removeItem(key)
    session.clear()
    expect(session.store.getState()).toEqual(noIds)
    session.setIdentity(ids, 'service')
    visit().setIdentity({ ...ids, sessionId: 'next' }, 'service')
    session.clear()
    expect(session.store.getState()).toEqual({ ...ids, sessionId: 'next', pageId: undefined })
  })

  test('behavior: a tab ignores a session of another tab that it has cleared itself', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    localStorage.removeItem(key)
    session.clear()
    session.setIdentity({ visitorId: 'visitor', sessionId: 'session' }, 'elsewhere')
    expect(session.store.getState()).toEqual(noIds)
  })

  test('behavior: a tab that has cleared no session adopts a visitor without a session from another tab', () => {
    const session = visit()
    session.setIdentity({ visitorId: 'visitor' }, 'elsewhere')
    expect(session.store.getState()).toEqual({ ...noIds, visitorId: 'visitor' })
  })

  test('behavior: a tab adopts the visitor of another tab, and reports that a visitor is gone', () => {
    const onVisitorChanged = vi.fn()
    const [a, b] = [visit(), visit(undefined, undefined, onVisitorChanged)]
    a.setIdentity(ids, 'service')
    b.readStorage()
    expect(b.store.getState()).toEqual({ ...ids, pageId: undefined })
    expect(onVisitorChanged).not.toHaveBeenCalled()
    localStorage.removeItem(key)
    b.readStorage()
    expect(onVisitorChanged).toHaveBeenCalledTimes(1)
    expect(b.store.getState()).toEqual(noIds)
    a.setIdentity({ visitorId: 'other', sessionId: 'theirs' }, 'service')
    b.readStorage()
    expect(onVisitorChanged).toHaveBeenCalledTimes(1)
    visit(undefined, { visitorId: 'third', sessionId: 'last' }).setIdentity({}, 'service')
    b.readStorage()
    expect(onVisitorChanged).toHaveBeenCalledTimes(2)
    expect(b.store.getState()).toMatchObject({ visitorId: 'third', sessionId: 'last' })
  })

  test('behavior: a page view belongs to its session', () => {
    const [a, b] = [visit(), visit()]
    a.setIdentity(ids, 'service')
    b.readStorage()
    b.setIdentity({ sessionId: 'next' }, 'service')
    a.readStorage()
    expect(a.store.getState()).toEqual({ visitorId: 'visitor', sessionId: 'next', pageId: undefined })
  })

  test('behavior: the storage holds only ids and times', () => {
    const session = visit()
    session.setIdentity({ ...ids, skillName: 'Sales' } as typeof ids, 'service')
    expect(JSON.parse(localStorage.getItem(key) ?? '')).toEqual({
      storedAt: 1_800_000_000_000,
      expiresAt: 1_800_000_000_000 + 30 * minute,
      value: { visitorId: 'visitor', sessionId: 'session', startedAt: 1_800_000_000_000 },
    })
  })

  test.each([
    ['another visitor, who has no stored session', { visitorId: 'cookie' }, { visitorId: 'cookie', sessionId: undefined }],
    ['the same visitor', { visitorId: 'visitor' }, { visitorId: 'visitor', sessionId: 'session' }],
    ['both ids', { visitorId: 'cookie', sessionId: 'theirs' }, { visitorId: 'cookie', sessionId: 'theirs' }],
    ['no visitor', { visitorId: undefined }, { visitorId: 'visitor', sessionId: 'session' }],
  ])('parameters: identity: the site names %s', (_name, identity, expected) => {
    visit().setIdentity(ids, 'service')
    expect(visit(undefined, identity).store.getState()).toMatchObject(expected)
  })

  test('parameters: storage: null stores nothing', () => {
    visit(null).setIdentity(ids, 'service')
    expect(localStorage).toHaveLength(0)
  })

  test.each([
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"expiresAt":9e15,"value":7}',
    '{"expiresAt":9e15,"value":{"visitorId":{},"sessionId":[]}}',
    '{"expiresAt":"x"}',
  ])('behavior: a session with rubbish in its storage (%s) has no ids', (rubbish) => {
    localStorage.setItem(key, rubbish)
    expect(visit().store.getState()).toEqual(noIds)
  })

  test('behavior: a storage that throws does not affect the ids of the page', () => {
    const fail = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    const session = visit({ getItem: fail, setItem: fail, removeItem: fail })
    session.setIdentity(ids, 'service')
    expect(session.store.getState()).toEqual(ids)
    session.clear()
    expect(session.store.getState()).toEqual(noIds)
  })

  test('behavior: a localStorage that throws on access does not affect the ids of the page', () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    const session = visit()
    session.setIdentity(ids, 'service')
    expect(session.store.getState()).toEqual(ids)
    vi.restoreAllMocks()
  })

  test('behavior: a full storage loses the older visitor', () => {
    visit().setIdentity(ids, 'service')
    const full: EngagementStorage = {
      getItem: (name) => localStorage.getItem(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
      removeItem: (name) => localStorage.removeItem(name),
    }
    visit(full).setIdentity({ ...ids, visitorId: 'next' }, 'service')
    expect(visit().store.getState()).toEqual(noIds)
  })
})
