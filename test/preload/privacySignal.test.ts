import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getEngagement } from '../../src/index.js'
import { givePageLocks, leavePage } from '../support/head.js'
import { createPageClient, question, runHead, sessionKey, startService, startServiceOfReturningVisitor } from '../support/inlineScript.js'
import { sendPrivacySignal } from '../support/privacySignal.js'

/** Longer than the script does anything, in milliseconds. */
const longEnough = 60_000

describe("the inline script and the visitor's privacy signal", () => {
  let stopSignal: () => void = () => {}
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    stopSignal()
    leavePage()
    localStorage.clear()
    vi.useRealTimers()
  })

  test.each(['an unknown visitor', 'a visitor in a session'])(
    'parameters: privacySignal: with gpc, the script sends nothing and takes no lock for %s',
    async (visitor) => {
      const { simulator } = visitor === 'an unknown visitor' ? startService() : await startServiceOfReturningVisitor()
      const earlier = simulator.requests.length
      const stored = { ...localStorage }
      const held = givePageLocks()
      stopSignal = sendPrivacySignal()
      await runHead({ privacySignal: 'gpc' })
      await vi.advanceTimersByTimeAsync(longEnough)
      expect([simulator.requests.length, held.length, { ...localStorage }]).toEqual([earlier, 0, stored])
    },
  )

  test('parameters: privacySignal: with gpc, the script of a visitor without the signal sends its request', async () => {
    const { requests } = await startServiceOfReturningVisitor()
    await runHead({ privacySignal: 'gpc' })
    expect((await getEngagement(createPageClient({ privacySignal: 'gpc' }), question)).status).toBe('available')
    expect(requests.engagement()).toHaveLength(2)
  })

  test('behavior: a client that refuses discards the response of a script without the option, and the script stores nothing', async () => {
    const { simulator } = startService()
    simulator.latency(100)
    givePageLocks()
    stopSignal = sendPrivacySignal()
    await runHead()
    const client = createPageClient({ privacySignal: 'gpc' })
    await vi.advanceTimersByTimeAsync(longEnough)
    expect(localStorage.getItem(sessionKey)).toBeNull()
    client.setConsent('granted')
    const answer = getEngagement(client, question)
    await vi.advanceTimersByTimeAsync(longEnough)
    expect((await answer).status).toBe('available')
    expect(simulator.requests).toHaveLength(2)
  })
})
