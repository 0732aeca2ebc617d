// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isExpired, markReceived, wasReceivedHere } from '../../src/browser/expiry.js'

const minute = 60_000
const hour = 60 * minute

/** How long the offer is valid, in milliseconds. */
const validity = 15 * minute

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})

describe('isExpired', () => {
  test('default: an offer that this page received expires at its time', () => {
    const answer = { expiresAt: Date.now() + validity }
    markReceived(answer)
    vi.advanceTimersByTime(validity - 1)
    expect([wasReceivedHere(answer), isExpired(answer)]).toEqual([true, false])
    vi.advanceTimersByTime(1)
    expect(isExpired(answer)).toBe(true)
  })

  test('behavior: a hydrated offer expires in time, though the clock was set back after its first read', () => {
    const answer = { expiresAt: Date.now() + validity }
    expect([wasReceivedHere(answer), isExpired(answer)]).toEqual([false, false])
    vi.advanceTimersByTime(10 * minute)
    vi.setSystemTime(Date.now() - 12 * minute)
    expect(isExpired(answer)).toBe(false)
    vi.advanceTimersByTime(5 * minute)
    expect([wasReceivedHere(answer), isExpired(answer)]).toEqual([false, true])
  })

  test('behavior: a hydrated offer ends with the longest session where the clock is a day slow', () => {
    const answer = { expiresAt: Date.now() + 24 * hour + validity }
    expect(isExpired(answer)).toBe(false)
    vi.advanceTimersByTime(6 * hour)
    expect(isExpired(answer)).toBe(true)
  })

  test('behavior: an offer that this page received may be valid for longer than a session', () => {
    const answer = { expiresAt: Date.now() + 24 * hour }
    markReceived(answer)
    vi.advanceTimersByTime(24 * hour - 1)
    expect(isExpired(answer)).toBe(false)
  })

  test.each([undefined, {}, { expiresAt: undefined }])('behavior: %j never expires', (answer) => {
    expect(isExpired(answer)).toBe(false)
  })
})
