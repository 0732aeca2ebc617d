import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { acquireLease } from '../../src/browser/acquireLease.js'
import { createClientStorage } from '../../src/browser/createClientStorage.js'

const storage = createClientStorage()
const acquire = async (ifAvailable = false) => {
  const holding = acquireLease(storage, 'name', ifAvailable)
  await vi.advanceTimersByTimeAsync(60)
  return holding
}

describe('acquireLease', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: one holds it, the next when it is given up', async () => {
    const release = await acquire()
    const waited = vi.fn()
    const next = acquireLease(storage, 'name', false).then(waited)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(waited).not.toHaveBeenCalled()
    release?.()
    await vi.advanceTimersByTimeAsync(100)
    await next
    expect(waited).toHaveBeenCalledOnce()
  })

  test('parameters: ifAvailable gives nothing where it is held', async () => {
    const release = await acquire()
    expect(await acquire(true)).toBeUndefined()
    release?.()
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('behavior: of two whose writes cross, the one who is still read holds it', async () => {
    const holding = acquireLease(storage, 'name', true)
    await vi.advanceTimersByTimeAsync(20)
    localStorage.setItem('name:lease', JSON.stringify({ expiresAt: Date.now() + 10_000, value: 0.5 }))
    await vi.advanceTimersByTimeAsync(40)
    expect(await holding).toBeUndefined()
  })

  test('behavior: a page that was killed holds it for 10 s at most', async () => {
    localStorage.setItem('name:lease', JSON.stringify({ expiresAt: Date.now() + 10_000, value: 0.5 }))
    expect(await acquire(true)).toBeUndefined()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('behavior: a page that slept goes on with it, unless another took it', async () => {
    await acquire()
    localStorage.removeItem('name:lease')
    await vi.advanceTimersByTimeAsync(4000)
    expect(await acquire(true)).toBeUndefined()
    localStorage.setItem('name:lease', JSON.stringify({ expiresAt: Date.now() + 60_000, value: 0.5 }))
    await vi.advanceTimersByTimeAsync(8000)
    expect(storage.get('name:lease')).toBe(0.5)
  })

  test('behavior: a page that is left gives it up', async () => {
    await acquire()
    window.dispatchEvent(new Event('pagehide'))
    expect(await acquire(true)).toBeTypeOf('function')
  })

  test('behavior: a storage that keeps nothing is shared with nobody', async () => {
    expect(await acquireLease(createClientStorage(null), 'name', false)).toBeTypeOf('function')
  })
})
