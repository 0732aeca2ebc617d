import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { acquireLease } from '../../src/browser/acquireLease.js'
import { createClientStorage } from '../../src/browser/createClientStorage.js'

/** How long a page waits until it sees the writes of others, in milliseconds. */
const visibilityDelay = 60

/** How long a lease lasts without a renewal, in milliseconds. */
const leaseLifetime = 10_000

/** The id of another page. */
const otherOwner = 0.5

const storage = createClientStorage()
const acquire = async (ifAvailable = false) => {
  const acquired = acquireLease(storage, 'name', ifAvailable)
  await vi.advanceTimersByTimeAsync(visibilityDelay)
  return acquired
}

/** Writes the lease of another page, which ends after so many milliseconds. */
const writeLease = (milliseconds: number) =>
  localStorage.setItem('name:lease', JSON.stringify({ expiresAt: Date.now() + milliseconds, value: otherOwner }))

describe('acquireLease', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: one page holds the lease, and the next one after its release', async () => {
    const release = await acquire()
    const onAcquired = vi.fn()
    const next = acquireLease(storage, 'name', false).then(onAcquired)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onAcquired).not.toHaveBeenCalled()
    release?.()
    await vi.advanceTimersByTimeAsync(100)
    await next
    expect(onAcquired).toHaveBeenCalledOnce()
  })

  test('parameters: ifAvailable returns undefined while another page holds the lease', async () => {
    const release = await acquire()
    expect(await acquire(true)).toBeUndefined()
    release?.()
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('parameters: signal ends the wait for a lease', async () => {
    await acquire()
    const controller = new AbortController()
    const late = acquireLease(storage, 'name', false, controller.signal)
    await vi.advanceTimersByTimeAsync(60_000)
    controller.abort()
    await vi.advanceTimersByTimeAsync(100)
    expect(await late).toBeUndefined()
  })

  test('behavior: the later of two writers holds the lease when their writes cross', async () => {
    const acquired = acquireLease(storage, 'name', true)
    await vi.advanceTimersByTimeAsync(20)
    writeLease(leaseLifetime)
    await vi.advanceTimersByTimeAsync(visibilityDelay - 20)
    expect(await acquired).toBeUndefined()
  })

  test('behavior: a killed page holds the lease for at most 10 s', async () => {
    writeLease(leaseLifetime)
    expect(await acquire(true)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(leaseLifetime)
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('behavior: a page that slept renews its lease, unless another page holds it', async () => {
    await acquire()
    localStorage.removeItem('name:lease')
    await vi.advanceTimersByTimeAsync(4000)
    expect(await acquire(true)).toBeUndefined()
    writeLease(60_000)
    await vi.advanceTimersByTimeAsync(8000)
    expect(storage.get('name:lease')).toBe(otherOwner)
  })

  test('behavior: a page that is unloaded releases the lease', async () => {
    await acquire()
    window.dispatchEvent(new Event('pagehide'))
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('behavior: a page without a storage gets the lease at once', async () => {
    expect(await acquireLease(createClientStorage(null), 'name', false)).toBeTypeOf('function')
  })
})
