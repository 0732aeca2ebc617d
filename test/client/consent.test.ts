import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type ClientEvent, type EngagementStorage, getEngagement, reportImpression } from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createBrowser } from '../support/browser/index.js'
import { createTestClient } from '../support/client.js'

/** A storage that notes each call. */
function watchedStorage() {
  const touches: string[] = []
  const storage: EngagementStorage = {
    getItem(key) {
      touches.push(`get ${key}`)
      return localStorage.getItem(key)
    },
    setItem(key, value) {
      touches.push(`set ${key}`)
      localStorage.setItem(key, value)
    },
    removeItem(key) {
      touches.push(`remove ${key}`)
      localStorage.removeItem(key)
    },
  }
  return { storage, touches }
}

describe('consent', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    Reflect.deleteProperty(navigator, 'locks')
  })

  test('parameters: consent: a client touches no storage and no network until consent is granted', async () => {
    const { storage, touches } = watchedStorage()
    const { client, simulator } = createTestClient({ consent: 'required', storage })
    client.mount()
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(touches).toEqual([])
    expect(simulator.requests).toEqual([])
    client.setConsent('granted')
    expect((await asked).status).toBe('available')
    expect(simulator.requests).toHaveLength(1)
    expect(touches.length).toBeGreaterThan(0)
    client.unmount()
  })

  test('parameters: consent: a client knows the visitor of an earlier page only after consent is granted', async () => {
    const { storage } = watchedStorage()
    await getEngagement(createTestClient({ storage }).client)
    const { client } = createTestClient({ consent: 'required', storage })
    expect(client.session.getState().visitorId).toBeUndefined()
    client.setConsent('granted')
    expect(client.session.getState().visitorId).toBeDefined()
  })

  test('parameters: consent: a hidden page also knows the visitor after consent is granted', async () => {
    await getEngagement(createTestClient({ storage: localStorage }).client)
    const { client } = createTestClient({ consent: 'required', storage: localStorage })
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    client.setConsent('granted')
    expect(client.session.getState().visitorId).toBeDefined()
  })

  test('parameters: consent: a request that waits for consent can be aborted', async () => {
    const { client, simulator } = createTestClient({ consent: 'required' })
    const controller = new AbortController()
    const asked = getEngagement(client, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(asked).rejects.toThrow('enough')
    await vi.advanceTimersByTimeAsync(0)
    client.setConsent('granted')
    await vi.advanceTimersByTimeAsync(1000)
    expect(simulator.requests).toEqual([])
  })

  test('parameters: consent: an impression before consent is not stored and not sent', async () => {
    const { client: other } = createTestClient()
    const engagement = (await getEngagement(other)) as AvailableEngagement
    const { storage, touches } = watchedStorage()
    const { client, simulator } = createTestClient({ consent: 'required', storage })
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.advanceTimersByTimeAsync(1000)
    expect(touches).toEqual([])
    expect(simulator.requests).toEqual([])
  })

  test('behavior: a client whose consent is denied empties the storage, and reads, stores and sends nothing more', async () => {
    const { storage, touches } = watchedStorage()
    const events: ClientEvent[] = []
    const { client, simulator } = createTestClient({ storage, onEvent: (event) => events.push(event) })
    client.mount()
    const engagement = (await getEngagement(client)) as AvailableEngagement
    simulator.hang()
    await reportImpression(client, { type: 'impAccept', engagement })
    await vi.advanceTimersByTimeAsync(2000)
    client.setConsent('denied')
    expect(localStorage).toHaveLength(0)
    expect(client.session.getState().visitorId).toBeUndefined()
    expect(events.slice(-3)).toEqual([
      { type: 'impressionDropped', impression: expect.objectContaining({ type: 'impAccept' }), reason: 'AbortError' },
      { type: 'reset' },
      { type: 'consent', consent: 'denied' },
    ])
    const [touched, sent] = [touches.length, simulator.requests.length]
    const asked = getEngagement(client)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(touches).toHaveLength(touched)
    expect(simulator.requests).toHaveLength(sent)
    simulator.recover()
    client.setConsent('granted')
    expect((await asked).status).toBe('available')
    client.unmount()
  })

  test('behavior: a denial in one tab applies in all tabs', async () => {
    const simulator = createSimulator()
    const browser = createBrowser(simulator.fetch)
    const [a, b] = [browser.open(), browser.open()]
    const asked = Promise.all([a, b].map((tab) => tab.run(() => getEngagement(tab.client))))
    await vi.advanceTimersByTimeAsync(2000)
    await asked
    a.run(() => a.client.setConsent('denied'))
    await vi.advanceTimersByTimeAsync(0)
    expect(b.client.session.getState()).toEqual({ visitorId: undefined, sessionId: undefined, pageId: undefined })
    expect(b.events.at(-1)).toEqual({ type: 'consent', consent: 'denied' })
    void b.run(() => getEngagement(b.client))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(simulator.requests).toHaveLength(2)
    expect([...browser.storage]).toEqual([])
  })

  test('behavior: a denial in one tab lets no other tab send a request for a new visitor', async () => {
    const simulator = createSimulator()
    const browser = createBrowser(simulator.fetch, { lateness: 20 })
    const [a, b] = [browser.open(), browser.open()]
    const asked = Promise.all([a, b].map((tab) => tab.run(() => getEngagement(tab.client))))
    await vi.advanceTimersByTimeAsync(2000)
    await asked
    // A hook requests again when the visitor has ended.
    b.client.subscribe(({ type }) => {
      if (type === 'reset') void b.run(() => getEngagement(b.client))
    })
    a.run(() => a.client.setConsent('denied'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(simulator.requests).toHaveLength(2)
    expect(simulator.visitors).toHaveLength(1)
  })
})
