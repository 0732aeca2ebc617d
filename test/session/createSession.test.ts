import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createKeep } from '../../src/browser/createKeep.js'
import type { EngagementStorage } from '../../src/browser/engagementStorage.js'
import { createSession, type SessionOptions } from '../../src/session/createSession.js'

const key = 'react-engagement:2:12345678:app-engagement'
const ids = { visitorId: 'visitor', sessionId: 'session', pageId: 'page' }
const nobody = { visitorId: undefined, sessionId: undefined, pageId: undefined }
const minute = 60_000

const visit = (storage?: EngagementStorage | null, identity?: SessionOptions['identity']) =>
  createSession({ keep: createKeep(storage), key, identity, emit: () => {} })

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
    visit().adopt(ids)
    expect(visit().store.getState()).toEqual({ ...ids, pageId: undefined })
  })

  test('behavior: hydration begins with what a server knows', () => {
    visit().adopt(ids)
    expect(visit().store.getInitialState()).toEqual(nobody)
  })

  test('behavior: what an answer leaves out stays', () => {
    const session = visit()
    session.adopt(ids)
    session.adopt({ pageId: 'next' })
    expect(session.store.getState()).toEqual({ ...ids, pageId: 'next' })
  })

  test('behavior: it ends after 30 minutes without use', () => {
    const session = visit()
    session.adopt(ids)
    vi.advanceTimersByTime(29 * minute)
    session.adopt({})
    vi.advanceTimersByTime(29 * minute)
    expect(visit().store.getState().visitorId).toBe('visitor')
    vi.advanceTimersByTime(minute)
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: it ends after 6 hours, however much it is used', () => {
    const session = visit()
    session.adopt(ids)
    for (let used = 0; used < 359; used += 10) {
      vi.advanceTimersByTime(10 * minute)
      visit().adopt({})
    }
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: a new session has 6 hours of its own', () => {
    const session = visit()
    session.adopt(ids)
    vi.advanceTimersByTime(355 * minute)
    session.adopt({ ...ids, sessionId: 'next' })
    vi.advanceTimersByTime(20 * minute)
    expect(visit().store.getState().sessionId).toBe('next')
  })

  test('behavior: a dismissal is of its session, and known to all tabs and the next page', () => {
    const [session, other] = [visit(), visit()]
    session.adopt(ids)
    other.adopt({ ...ids, pageId: 'other' })
    session.dismiss('session')
    expect(other.sync()).toBe(false)
    expect(other.store.getState()).toEqual({ ...ids, pageId: 'other', dismissedSessionId: 'session' })
    expect(visit(undefined, { visitorId: 'visitor', sessionId: 'session' }).store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: a session that is lost stays dismissed, for what still shows of it', () => {
    const session = visit()
    session.adopt(ids)
    session.dismiss('session')
    session.forget()
    session.adopt({ visitorId: 'visitor', sessionId: 'next' })
    expect(session.store.getState().dismissedSessionId).toBe('session')
  })

  test('behavior: who was forgotten is nobody, or who another tab has become since', () => {
    const session = visit()
    session.adopt(ids)
    localStorage.removeItem(key)
    session.forget()
    expect(session.store.getState()).toEqual(nobody)
    session.adopt(ids)
    visit().adopt({ ...ids, sessionId: 'next' })
    session.forget()
    expect(session.store.getState()).toEqual({ ...ids, sessionId: 'next', pageId: undefined })
  })

  test('behavior: a session that was forgotten is not taken back from another tab', () => {
    const session = visit()
    session.adopt(ids)
    localStorage.removeItem(key)
    session.forget()
    session.adopt({ visitorId: 'visitor', sessionId: 'session' }, 'sessionAdopted')
    expect(session.store.getState()).toEqual(nobody)
  })

  test('behavior: the visitor of another tab is taken over, and one who is gone is told of', () => {
    const [a, b] = [visit(), visit()]
    a.adopt(ids)
    expect(b.sync()).toBe(false)
    expect(b.store.getState()).toEqual({ ...ids, pageId: undefined })
    localStorage.removeItem(key)
    expect(b.sync()).toBe(true)
    expect(b.store.getState()).toEqual(nobody)
    a.adopt({ visitorId: 'other', sessionId: 'theirs' })
    expect(b.sync()).toBe(false)
    visit(undefined, { visitorId: 'third', sessionId: 'last' }).adopt({})
    expect(b.sync()).toBe(true)
    expect(b.store.getState()).toMatchObject({ visitorId: 'third', sessionId: 'last' })
  })

  test('behavior: a page belongs to its session', () => {
    const [a, b] = [visit(), visit()]
    a.adopt(ids)
    b.sync()
    b.adopt({ sessionId: 'next' })
    a.sync()
    expect(a.store.getState()).toEqual({ visitorId: 'visitor', sessionId: 'next', pageId: undefined })
  })

  test('behavior: nothing but ids and times is kept', () => {
    const session = visit()
    session.adopt({ ...ids, skillName: 'Sales' } as typeof ids)
    expect(JSON.parse(localStorage.getItem(key) ?? '')).toEqual({
      until: 1_800_000_000_000 + 30 * minute,
      value: { visitorId: 'visitor', sessionId: 'session', startedAt: 1_800_000_000_000 },
    })
  })

  test.each([
    ['another visitor, whom no kept session belongs to', { visitorId: 'cookie' }, { visitorId: 'cookie', sessionId: undefined }],
    ['the same visitor', { visitorId: 'visitor' }, { visitorId: 'visitor', sessionId: 'session' }],
    ['both ids', { visitorId: 'cookie', sessionId: 'theirs' }, { visitorId: 'cookie', sessionId: 'theirs' }],
    ['nobody', { visitorId: undefined }, { visitorId: 'visitor', sessionId: 'session' }],
  ])('parameters: identity names %s', (_name, identity, expected) => {
    visit().adopt(ids)
    expect(visit(undefined, identity).store.getState()).toMatchObject(expected)
  })

  test('parameters: storage null keeps nothing', () => {
    visit(null).adopt(ids)
    expect(localStorage).toHaveLength(0)
  })

  test.each([
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"until":9e15,"value":7}',
    '{"until":9e15,"value":{"visitorId":{},"sessionId":[]}}',
    '{"until":"x"}',
  ])('behavior: rubbish in the storage (%s) is nobody', (rubbish) => {
    localStorage.setItem(key, rubbish)
    expect(visit().store.getState()).toEqual(nobody)
  })

  test('behavior: a storage that throws costs no visitor', () => {
    const fail = () => {
      throw new DOMException('refused', 'SecurityError')
    }
    const session = visit({ getItem: fail, setItem: fail, removeItem: fail })
    session.adopt(ids)
    expect(session.store.getState()).toEqual(ids)
    session.forget()
    expect(session.store.getState()).toEqual(nobody)
  })

  test('behavior: a localStorage that throws when it is named costs no visitor', () => {
    vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('refused', 'SecurityError')
    })
    const session = visit()
    session.adopt(ids)
    expect(session.store.getState()).toEqual(ids)
    vi.restoreAllMocks()
  })

  test('behavior: a full storage keeps no older visitor', () => {
    visit().adopt(ids)
    const full: EngagementStorage = {
      getItem: (name) => localStorage.getItem(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
      removeItem: (name) => localStorage.removeItem(name),
    }
    visit(full).adopt({ ...ids, visitorId: 'next' })
    expect(visit().store.getState()).toEqual(nobody)
  })
})
