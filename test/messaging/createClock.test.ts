// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ServiceError, TimeoutError } from '../../src/errors.js'
import { createClock } from '../../src/messaging/createClock.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function setUp(answer: () => Promise<unknown>) {
  const request = vi.fn(answer)
  const onDead = vi.fn()
  const controller = new AbortController()
  return { clock: createClock(request, controller.signal, onDead), request, onDead, controller }
}

describe('the clock of a socket', () => {
  test('default: the service is asked each 30 s until the socket ends', async () => {
    const { request, controller } = setUp(async () => ({ currentTime: Date.now() }))
    await vi.advanceTimersByTimeAsync(29_999)
    expect(request).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(60_001)
    expect(request.mock.calls).toEqual([['GetClock'], ['GetClock'], ['GetClock']])
    controller.abort()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(request).toHaveBeenCalledTimes(3)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('behavior: the service answers halfway between request and response', async () => {
    const { clock } = setUp(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { currentTime: Date.now() - 100 + 5000 }
    })
    expect(clock.toLocalTime(7000)).toBe(7000)
    const synchronized = clock.synchronize()
    await vi.advanceTimersByTimeAsync(200)
    await synchronized
    expect(clock.toLocalTime(7000)).toBe(2000)
  })

  test.each([undefined, {}, 'OK', { currentTime: 'soon' }, { currentTime: -1 }, null])(
    'behavior: the answer %j means alive',
    async (answer) => {
      const { clock, onDead } = setUp(async () => answer)
      await clock.synchronize()
      await vi.advanceTimersByTimeAsync(30_000)
      expect(clock.toLocalTime(7000)).toBe(7000)
      expect(onDead).not.toHaveBeenCalled()
    },
  )

  test('behavior: a refusal means alive', async () => {
    const error = new ServiceError({ status: 429, internalCode: undefined, time: undefined, serviceMessage: undefined })
    const { clock, onDead } = setUp(() => Promise.reject(error))
    await clock.synchronize()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(onDead).not.toHaveBeenCalled()
  })

  test('behavior: no answer means dead', async () => {
    const error = new TimeoutError()
    const { clock, onDead } = setUp(() => Promise.reject(error))
    await expect(clock.synchronize()).rejects.toBe(error)
    expect(onDead).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(onDead).toHaveBeenCalledExactlyOnceWith(error)
  })
})
