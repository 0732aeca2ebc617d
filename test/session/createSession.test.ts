import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'
import { createSession, type SessionOptions } from '../../src/session/createSession.js'

const key = 'react-engagement:2:12345678:app-engagement'
const ids = { visitorId: 'visitor', sessionId: 'session', pageId: 'page' }
const nobody = { visitorId: undefined, sessionId: undefined, pageId: undefined }
const minute = 60_000

const visit = (storage?: EngagementStorage | null, identity?: SessionOptions['identity']) =>
  createSession({ storage: createClientStorage(storage), key, identity, emit: () => {} })

describe('createSession', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
    localStorage.clear()
  })

  test('default: nobody is known', () => {
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: visitor and session survive a reload, the page does not', () => {
    visit().setIdentity(ids, 'service')
    expect(visit().store.getState()).toEqual({ ...ids, pageId: undefined })
  })

  test('behavior: hydration begins with what a server knows', () => {
    visit().setIdentity(ids, 'service')
    expect(visit().store.getInitialState()).toEqual(nobody)
  })

  test('behavior: what an answer leaves out stays', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    session.setIdentity({ pageId: 'next' }, 'service')
    expect(session.store.getState()).toEqual({ ...ids, pageId: 'next' })
  })

  test('behavior: it ends after 30 minutes without use', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    vi.advanceTimersByTime(29 * minute)
    session.setIdentity({}, 'service')
    vi.advanceTimersByTime(29 * minute)
    expect(visit().store.getState().visitorId).toBe('visitor')
    vi.advanceTimersByTime(minute)
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: it ends after 6 hours, however much it is used', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    for (let used = 0; used < 359; used += 10) {
      vi.advanceTimersByTime(10 * minute)
      visit().setIdentity({}, 'service')
    }
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: a new session has 6 hours of its own', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    vi.advanceTimersByTime(355 * minute)
    session.setIdentity({ ...ids, sessionId: 'next' }, 'service')
    vi.advanceTimersByTime(20 * minute)
    expect(visit().store.getState().sessionId).toBe('next')
  })

  test('behavior: a dismissal is of its session, and known to all tabs and the next page', () => {
    const [session, other] = [visit(), visit()]
    session.setIdentity(ids, 'service')
    other.setIdentity({ ...ids, pageId: 'other' }, 'service')
    session.dismiss('session')
    expect(other.readStorage()).toBe(false)
    expect(other.store.getState()).toEqual({ ...ids, pageId: 'other', dismissedSessionId: 'session' })
    expect(visit(undefined, { visitorId: 'visitor', sessionId: 'session' }).store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: a session that is lost stays dismissed, for what still shows of it', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    session.dismiss('session')
    session.clear()
    session.setIdentity({ visitorId: 'visitor', sessionId: 'next' }, 'service')
    expect(session.store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: who was forgotten is nobody, or who another tab has become since', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    localStorage.removeItem(key)
    session.clear()
    expect(session.store.getState()).toEqual(nobody)
    session.setIdentity(ids, 'service')
    visit().setIdentity({ ...ids, sessionId: 'next' }, 'service')
    session.clear()
    expect(session.store.getState()).toEqual({ ...ids, sessionId: 'next', pageId: undefined })
  })

  test('behavior: a session that was forgotten is not taken back from another tab', () => {
    const session = visit()
    session.setIdentity(ids, 'service')
    localStorage.removeItem(key)
    session.clear()
    session.setIdentity({ visitorId: 'visitor', sessionId: 'session' }, 'otherTab')
    expect(session.store.getState()).toEqual(nobody)
  })

  test('behavior: the visitor of another tab is taken over, and one who is gone is told of', () => {
    const [a, b] = [visit(), visit()]
    a.setIdentity(ids, 'service')
    expect(b.readStorage()).toBe(false)
    expect(b.store.getState()).toEqual({ ...ids, pageId: undefined })
    localStorage.removeItem(key)
    expect(b.readStorage()).toBe(true)
    expect(b.store.getState()).toEqual(nobody)
    a.setIdentity({ visitorId: 'other', sessionId: 'theirs' }, 'service')
    expect(b.readStorage()).toBe(false)
    visit(undefined, { visitorId: 'third', sessionId: 'last' }).setIdentity({}, 'service')
    expect(b.readStorage()).toBe(true)
    expect(b.store.getState()).toMatchObject({ visitorId: 'third', sessionId: 'last' })
  })

  test('behavior: a page belongs to its session', () => {
    const [a, b] = [visit(), visit()]
    a.setIdentity(ids, 'service')
    b.readStorage()
    b.setIdentity({ sessionId: 'next' }, 'service')
    a.readStorage()
    expect(a.store.getState()).toEqual({ visitorId: 'visitor', sessionId: 'next', pageId: undefined })
  })

  test('behavior: nothing but ids and times is kept', () => {
    const session = visit()
    session.setIdentity({ ...ids, skillName: 'Sales' } as typeof ids, 'service')
    expect(JSON.parse(localStorage.getItem(key) ?? '')).toEqual({
      expiresAt: 1_800_000_000_000 + 30 * minute,
      value: { visitorId: 'visitor', sessionId: 'session', startedAt: 1_800_000_000_000 },
    })
  })

  test.each([
    ['another visitor, whom no kept session belongs to', { visitorId: 'cookie' }, { visitorId: 'cookie', sessionId: undefined }],
    ['the same visitor', { visitorId: 'visitor' }, { visitorId: 'visitor', sessionId: 'session' }],
    ['both ids', { visitorId: 'cookie', sessionId: 'theirs' }, { visitorId: 'cookie', sessionId: 'theirs' }],
    ['nobody', { visitorId: undefined }, { visitorId: 'visitor', sessionId: 'session' }],
  ])('parameters: identity names %s', (_name, identity, expected) => {
    visit().setIdentity(ids, 'service')
    expect(visit(undefined, identity).store.getState()).toMatchObject(expected)
  })

  test('parameters: storage null keeps nothing', () => {
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
  ])('behavior: rubbish in the storage (%s) is nobody', (rubbish) => {
    localStorage.setItem(key, rubbish)
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: a storage that throws costs no visitor', () => {
    const fail = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    const session = visit({ getItem: fail, setItem: fail, removeItem: fail })
    session.setIdentity(ids, 'service')
    expect(session.store.getState()).toEqual(ids)
    session.clear()
    expect(session.store.getState()).toEqual(nobody)
  })

  test('behavior: a localStorage that throws when it is named costs no visitor', () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    const session = visit()
    session.setIdentity(ids, 'service')
    expect(session.store.getState()).toEqual(ids)
    vi.restoreAllMocks()
  })

  test('behavior: a full storage keeps no older visitor', () => {
    visit().setIdentity(ids, 'service')
    const full: EngagementStorage = {
      getItem: (name) => localStorage.getItem(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
      removeItem: (name) => localStorage.removeItem(name),
    }
    visit(full).setIdentity({ ...ids, visitorId: 'next' }, 'service')
    expect(visit().store.getState()).toEqual(nobody)
  })
})
