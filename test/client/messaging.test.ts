import { describe, expect, test, vi } from 'vitest'
import { ConfigurationError, getEngagement } from '../../src/index.js'
import type { Faults } from '../support/browser/index.js'
import { advance, allAnswered, minute, requestOffer, setUpBrowserScenario, startBrowser } from '../support/browserScenario.js'
import { createTestClient } from '../support/client.js'
import { createMessagingService } from '../support/messagingService.js'

/** Longer than a session without use lasts. In milliseconds. */
const idleSession = 31 * minute

const tabKey = 'react-engagement:2:12345678:app-engagement:window'

/** Opens two tabs of one visitor, and logs the calls of their listeners. */
async function openTabs(faults?: Faults) {
  const { simulator, browser } = startBrowser(faults)
  const { service: messaging, getForgotten } = createMessagingService()
  const tabs = [browser.open({ messaging }), browser.open({ messaging })] as const
  const ended: number[] = []
  for (const [index, { client }] of tabs.entries()) client.core.logOutListeners.add(() => ended.push(index))
  const [a, b] = tabs
  const answer = requestOffer(a)
  await advance(allAnswered)
  await answer
  return { simulator, a, b, ended, getForgotten }
}

describe('the option messaging', () => {
  describe('parameters', () => {
    test('parameters: messaging: its options are checked when the client is created', () => {
      const messaging = {
        ...createMessagingService().service,
        validate() {
          throw new ConfigurationError('No connector.')
        },
      }
      expect(() => createTestClient({ messaging })).toThrow('No connector.')
    })

    test('parameters: messaging: the service knows the account, and the keys that a log-out clears', () => {
      const { service: messaging, contexts } = createMessagingService()
      const { client } = createTestClient({ messaging, storage: localStorage, retry: { schedule: [1], jitter: 2 } })
      expect(contexts).toMatchObject([{ accountId: '12345678', key: client.core.key, schedule: [1], jitter: 2 }])
    })

    test("parameters: retry: without the site's own delays, the messaging service uses its own", () => {
      const { service: messaging, contexts } = createMessagingService()
      createTestClient({ messaging })
      expect(contexts).toMatchObject([{ schedule: undefined, jitter: 0 }])
    })

    test('parameters: consent, storage: nothing is stored in the tab before consent, or without a storage', () => {
      const { service: messaging, contexts } = createMessagingService()
      createTestClient({ messaging, storage: localStorage, consent: 'required' }).client
      createTestClient({ messaging, storage: null }).client
      for (const { tabStorage } of contexts) expect(tabStorage.set(tabKey, 'open', 60)).toBe(false)
      expect(sessionStorage).toHaveLength(0)
    })

    test('behavior: a client without messaging has no listener for a log-out, and reads no storage of the tab', () => {
      const read = vi.spyOn(Storage.prototype, 'getItem')
      const { client } = createTestClient({ storage: localStorage })
      expect(client.core.messaging).toBeUndefined()
      expect(client.core.logOutListeners.size).toBe(0)
      expect(read.mock.contexts).not.toContain(sessionStorage)
      read.mockRestore()
    })
  })

  describe('several tabs', () => {
    setUpBrowserScenario()

    test.each([
      ['a log-out', 'reset'],
      ['a denial of consent', 'deny'],
    ])('behavior: %s ends the conversation in every tab, and clears the storage of each tab', async (_name, action) => {
      const { a, b, ended, getForgotten } = await openTabs()
      a.run(() => (action === 'reset' ? a.client.reset() : a.client.setConsent('denied')))
      expect(ended).toEqual([0])
      // One document stands for both tabs, so that this item is the second tab's.
      sessionStorage.setItem(tabKey, '{}')
      await advance(0)
      // The second tab sees the removal of the visitor, and then the message of the denial.
      expect([...new Set(ended)]).toEqual([0, 1])
      expect(getForgotten()).toBe(ended.length)
      expect(sessionStorage).toHaveLength(0)
      expect(b.client.session.getState().visitorId).toBeUndefined()
    })

    test('behavior: a log-out whose message fails ends the conversation in the other tabs', async () => {
      const { a, ended } = await openTabs({ refusesWrite: (key) => key.endsWith(':message') })
      a.run(() => a.client.reset())
      await advance(0)
      expect(ended).toEqual([0, 1])
    })

    test('behavior: a session that ends by its age does not end the conversation', async () => {
      const { a, b, ended, getForgotten } = await openTabs()
      sessionStorage.setItem(tabKey, '{}')
      await advance(idleSession)
      for (const tab of [a, b]) {
        await tab.setVisible(false)
        await tab.setVisible(true)
      }
      expect(a.events.at(-1)).toEqual({ type: 'reset' })
      expect(ended).toEqual([])
      expect(getForgotten()).toBe(0)
      expect(sessionStorage).toHaveLength(1)
      sessionStorage.clear()
    })

    test('behavior: a session that the service no longer knows does not end the conversation', async () => {
      const { simulator, a, ended } = await openTabs()
      simulator.closeSession()
      const answer = a.run(() => getEngagement(a.client, { consumerSections: ['Support'] }))
      await advance(minute)
      expect((await answer).status).toBe('available')
      expect(a.events).toContainEqual({ type: 'sessionLost' })
      expect(ended).toEqual([])
    })
  })
})
