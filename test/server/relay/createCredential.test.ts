import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCredential } from '../../../src/server/createCredential.js'

const start = Date.UTC(2026, 10, 27, 20, 30)

/** Issues `value 1`, `value 2` and so on, for an hour each. */
function createIssuer(lifetime = 3600) {
  return vi.fn(async () => ({ value: `value ${issue.mock.calls.length}`, lifetime }))
}

let issue: ReturnType<typeof createIssuer>

const passSeconds = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: start })
  issue = createIssuer()
})

afterEach(() => void vi.useRealTimers())

describe('createCredential', () => {
  test('default: a value is used until 60 s before its end', async () => {
    const credential = createCredential(issue)
    expect(await credential()).toBe('value 1')
    passSeconds(3539.9)
    expect(await credential()).toBe('value 1')
    passSeconds(0.1)
    expect(await credential()).toBe('value 2')
  })

  test('default: the lifetime counts from the request, because the response takes time', async () => {
    const credential = createCredential(async () => {
      passSeconds(10)
      return issue()
    })
    await credential()
    passSeconds(3529.9)
    expect(await credential()).toBe('value 1')
    passSeconds(0.1)
    expect(await credential()).toBe('value 2')
  })

  test('parameters: margin: a value without a margin is used until its end', async () => {
    const credential = createCredential(issue, { margin: 0 })
    await credential()
    passSeconds(3599.9)
    expect(await credential()).toBe('value 1')
    passSeconds(0.1)
    expect(await credential()).toBe('value 2')
  })

  test.each([
    [100, 50],
    [60, 30],
    [30, 15],
    [1, 1],
    [0, 1],
    [-5, 1],
    [Number.NaN, 1],
  ])('behavior: a value with a lifetime of %d s is used for %d s, so that no call causes its own request', async (lifetime, seconds) => {
    issue = createIssuer(lifetime)
    const credential = createCredential(issue)
    expect(await Promise.all([credential(), credential()])).toEqual(['value 1', 'value 1'])
    passSeconds(seconds - 0.1)
    expect(await credential()).toBe('value 1')
    passSeconds(0.1)
    expect(await credential()).toBe('value 2')
  })

  test('behavior: 1,000 callers share one request, also for the renewal', async () => {
    const credential = createCredential(issue)
    const callAll = async () => new Set(await Promise.all(Array.from({ length: 1000 }, credential)))
    expect(await callAll()).toEqual(new Set(['value 1']))
    passSeconds(3600)
    expect(await callAll()).toEqual(new Set(['value 2']))
    expect(issue).toHaveBeenCalledTimes(2)
  })

  test.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
  ])('behavior: a request that %s rejects all its callers, and the next call requests again', async (_name, fail) => {
    const credential = createCredential(issue)
    issue.mockImplementationOnce(fail)
    const results = await Promise.allSettled([credential(), credential()])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(issue).toHaveBeenCalledTimes(1)
    expect(await credential()).toBe('value 2')
  })

  test('behavior: many refusals of one value cause one request', async () => {
    const credential = createCredential(issue)
    await credential()
    const retry = () => {
      credential.invalidate()
      return credential()
    }
    expect(new Set(await Promise.all(Array.from({ length: 1000 }, retry)))).toEqual(new Set(['value 2']))
    // The refusal of a request that was sent with the old value arrives late.
    passSeconds(30)
    expect(await retry()).toBe('value 2')
    expect(issue).toHaveBeenCalledTimes(2)
  })

  test('behavior: a value that is refused for good is renewed once a minute', async () => {
    const credential = createCredential(issue)
    await credential()
    for (let second = 0; second < 180; second++) {
      credential.invalidate()
      await credential()
      passSeconds(1)
    }
    expect(issue).toHaveBeenCalledTimes(4)
  })

  test('behavior: a refusal during the renewal causes no second request', async () => {
    const credential = createCredential(issue)
    const waiting = credential()
    credential.invalidate()
    expect(await Promise.all([waiting, credential()])).toEqual(['value 1', 'value 1'])
    expect(issue).toHaveBeenCalledTimes(1)
  })

  test.each([
    [40, undefined],
    [130, 120],
  ])('behavior: a request that never settles counts as lost after %d s with the timeout %s', async (seconds, timeout) => {
    const credential = createCredential(issue, { timeout })
    issue.mockReturnValueOnce(new Promise(() => {}))
    credential()
    passSeconds(seconds)
    credential()
    expect(issue).toHaveBeenCalledTimes(1)
    passSeconds(0.1)
    expect(await Promise.all([credential(), credential()])).toEqual(['value 2', 'value 2'])
  })

  test('behavior: a lost request that settles after all leaves the next one in flight', async () => {
    const credential = createCredential(issue)
    let settle = (_issued: { value: string; lifetime: number }) => {}
    issue.mockReturnValueOnce(new Promise((resolve) => (settle = resolve)))
    issue.mockReturnValueOnce(new Promise(() => {}))
    const lost = credential()
    passSeconds(41)
    credential()
    settle({ value: 'late', lifetime: 0 })
    expect(await lost).toBe('late')
    passSeconds(1)
    credential()
    expect(issue).toHaveBeenCalledTimes(2)
  })
})
