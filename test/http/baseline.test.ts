import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createChatClient } from '../support/chatClient.js'
import { createTestClient } from '../support/client.js'
import { takeAway } from '../support/takeAway.js'

// ky decides while it is loaded what the browser has. So this file loads ky without `AbortSignal.any`.
const { any } = vi.hoisted(() => {
  const { any } = AbortSignal
  Reflect.deleteProperty(AbortSignal, 'any')
  return { any }
})

const { getChatSession, getEngagement, reportImpression, updateChatSession, updateSession } = await import('../../src/index.js')

/** APIs that a browser of early 2022 lacks, or may lack. */
const apis: [name: string, owner: object][] = [
  ['any', AbortSignal],
  ['timeout', AbortSignal],
  ['throwIfAborted', AbortSignal.prototype],
  ['checkVisibility', Element.prototype],
  ['findLast', Array.prototype],
  ['findLastIndex', Array.prototype],
  ['toReversed', Array.prototype],
  ['toSorted', Array.prototype],
  ['toSpliced', Array.prototype],
  ['with', Array.prototype],
  ['fromAsync', Array],
  ['groupBy', Object],
  ['withResolvers', Promise],
  ['canParse', URL],
  ['requestIdleCallback', globalThis],
]

const answered = (status: string) => expect.objectContaining({ status })

describe('a browser of early 2022', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  describe.each([
    ...apis.map((api): [string, typeof apis] => [`\`${api[0]}\``, [api]]),
    ['all newer APIs', apis] as [string, typeof apis],
    ['nothing but `AbortSignal.any` while ky was loaded', []] as [string, typeof apis],
  ])('without %s', (_name, missing) => {
    beforeEach(() => {
      if (missing.length === 0) AbortSignal.any = any
      for (const [name, owner] of missing) takeAway(owner, name)
    })

    test('behavior: requests, retries, time-outs, aborts and updates work', async () => {
      const { client, simulator } = createTestClient()
      const ask = (section: string, signal?: AbortSignal) => getEngagement(client, { consumerSections: [section], signal })
      const engagement = await ask('first')
      expect(engagement.status).toBe('available')

      simulator.fail({ call: 'engagement', status: 503, times: 1 })
      const retried = ask('retried')
      await vi.advanceTimersByTimeAsync(5000)
      await expect(retried).resolves.toEqual(answered('available'))

      simulator.hang()
      const timedOut = ask('timed out')
      await vi.advanceTimersByTimeAsync(10_000)
      simulator.recover()
      await vi.advanceTimersByTimeAsync(5000)
      await expect(timedOut).resolves.toEqual(answered('available'))

      for (const wait of [0, 1000]) {
        const controller = new AbortController()
        simulator.fail({ call: 'engagement', status: 503, times: 1 })
        simulator.latency(500)
        const aborted = ask('aborted', controller.signal).catch((error) => error)
        await vi.advanceTimersByTimeAsync(wait)
        controller.abort(new Error('enough'))
        await expect(aborted).resolves.toMatchObject({ message: 'enough' })
        simulator.recover()
      }
      simulator.latency(0)
      await expect(ask('never', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')

      await updateSession(client, { engagementAttributes: [{ type: 'ctmrinfo', info: { cstatus: 'known' } }] })
      expect(simulator.attributes).toHaveLength(1)
      await reportImpression(client, { type: 'impAccept', engagement: engagement as never })
      await client.flush()
      expect(simulator.impressions.map(({ type }) => type)).toEqual(['impAccept'])
    })

    test('behavior: reads and writes of a chat session work, and a reset aborts them', async () => {
      const { client, simulator } = createChatClient()
      simulator.openChatSession()
      const { signal } = new AbortController()
      await expect(getChatSession(client, { id: 1, signal })).resolves.toMatchObject({ ChatSessionId: 1 })
      await expect(updateChatSession(client, { id: 1, changes: { Rating: 5 } })).resolves.toMatchObject({ Rating: 5 })
      simulator.hang()
      const aborted = getChatSession(client, { id: 1 }).catch((error) => error)
      await vi.advanceTimersByTimeAsync(0)
      client.reset()
      await expect(aborted).resolves.toMatchObject({ name: 'AbortError' })
    })
  })

  test('behavior: the late response to an attempt that timed out changes nothing', async () => {
    const { client, simulator } = createTestClient({ fetch: (input, init) => simulator.fetch(input, { ...init, signal: null }) })
    const events: string[] = []
    client.subscribe(({ type }) => void events.push(type))
    simulator.latency(16_000)
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(10_000)
    simulator.latency(2000)
    await vi.advanceTimersByTimeAsync(60_000)
    const { sessionId } = await asked
    expect(simulator.sessions).toHaveLength(2)
    // The second attempt starts after 15 s, and the late response comes after 16 s.
    expect(simulator.requests.map(({ time }) => time - (simulator.requests[0]?.time ?? 0))).toEqual([0, 15_000])
    expect(sessionId).toBe(client.session.getState().sessionId)
    expect(sessionId).toBe(simulator.sessions[1]?.sessionId)
    expect(events).toEqual(['asked', 'retrying', 'sessionStarted', 'answered'])
  })

  test('behavior: the visitor that a late response names is not sent', async () => {
    const { client, simulator } = createTestClient({ fetch: (input, init) => simulator.fetch(input, { ...init, signal: null }) })
    simulator.loadAccount({ answers: 1, visitorId: 'late' })
    simulator.latency(12_000)
    void getEngagement(client).catch(() => {})
    await vi.advanceTimersByTimeAsync(11_000)
    simulator.latency(0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(simulator.requests).toHaveLength(2)
    expect(simulator.requests.map(({ url }) => url).join()).not.toContain('late')
  })
})
