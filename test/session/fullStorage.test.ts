import { describe, expect, test } from 'vitest'
import { type EngagementStorage, updateSession } from '../../src/index.js'
import type { Tab } from '../support/browser/index.js'
import {
  advance,
  allAnswered,
  latency,
  listEvents,
  minute,
  requestOffer,
  setUpBrowserScenario,
  startBrowser,
  visitTwice,
} from '../support/browserScenario.js'
import { createTestClient } from '../support/client.js'

const sessionKey = 'react-engagement:2:12345678:app-engagement'

/** Two tabs of one visitor. `fill` makes the storage refuse writes of the session, or all writes. */
async function openTwoTabs() {
  let isFull: (key: string) => boolean = () => false
  const { simulator, browser } = startBrowser({ refusesWrite: (key) => isFull(key) })
  const { tabs } = await visitTwice(browser)
  const { visitorId = '', sessionId = '' } = getIds(tabs[0])
  return {
    simulator,
    browser,
    tabs,
    visitor: { visitorId, sessionId },
    fill: (keys: 'session' | 'all') => {
      isFull = keys === 'all' ? () => true : (key) => key === sessionKey
    },
    empty: () => {
      isFull = () => false
    },
  }
}

const getIds = ({ client }: Tab) => client.session.getState()

const setIdentity = (tab: Tab, ids: { visitorId?: string; sessionId?: string }) =>
  tab.run(() => tab.client.core.session.setIdentity(ids, 'service'))

/** Shows the tab, which then reads the storage. */
async function show(tab: Tab): Promise<void> {
  await tab.setVisible(true)
  await advance(0)
}

describe('a full storage', () => {
  setUpBrowserScenario()

  test('behavior: a tab that cannot store its ids again does not log out another tab', async () => {
    const { tabs, visitor, fill } = await openTwoTabs()
    fill('session')
    setIdentity(tabs[0], { ...visitor })
    for (const tab of tabs) await show(tab)
    expect(tabs.map(getIds)).toMatchObject([visitor, visitor])
    expect(listEvents(tabs).flat()).not.toContain('reset')
  })

  test('behavior: a tab that cannot store its new session continues in it, and another tab continues in the former one', async () => {
    const { tabs, visitor, fill, empty } = await openTwoTabs()
    fill('session')
    setIdentity(tabs[0], { sessionId: 'next' })
    for (const tab of tabs) await show(tab)
    expect(tabs.map(getIds)).toMatchObject([{ ...visitor, sessionId: 'next' }, visitor])
    expect(listEvents(tabs).flat()).not.toContain('reset')
    empty()
    setIdentity(tabs[0], {})
    await advance(0)
    expect(tabs.map(getIds)).toMatchObject(Array(2).fill({ ...visitor, sessionId: 'next' }))
  })

  test('behavior: a tab that could not store its new session adopts a later one of another tab', async () => {
    const { tabs, visitor, fill, empty } = await openTwoTabs()
    fill('session')
    setIdentity(tabs[0], { sessionId: 'next' })
    empty()
    setIdentity(tabs[1], { sessionId: 'last' })
    await advance(0)
    expect(tabs.map(getIds)).toMatchObject(Array(2).fill({ ...visitor, sessionId: 'last' }))
  })

  test('behavior: a tab whose session is lost does not log out another tab, though it cannot store the loss and its next visitor', async () => {
    const { simulator, tabs, visitor, fill } = await openTwoTabs()
    simulator.closeSession()
    fill('session')
    const [tab, other] = tabs
    const update = tab.run(() => updateSession(tab.client, { engagementAttributes: [] })).catch(({ name }) => name)
    await advance(2 * latency)
    expect(await update).toBe('SessionLostError')
    for (const tab of tabs) await show(tab)
    expect(getIds(tab).sessionId).toBeUndefined()
    const next = requestOffer(tab)
    await advance(2 * latency)
    expect(getIds(tab).sessionId).toBe((await next).sessionId)
    expect(getIds(other)).toMatchObject(visitor)
    expect(listEvents([other]).flat()).not.toContain('reset')
    // The message of the log-out cannot be written.
    fill('all')
    other.run(() => other.client.reset())
    await advance(0)
    expect(getIds(tab).sessionId).toBeUndefined()
  })

  test.each([0, 1])(
    'behavior: a log-out in one tab logs out the other one, though one could not store its session (tab %i)',
    async (index) => {
      const { browser, tabs, fill } = await openTwoTabs()
      fill('all')
      setIdentity(tabs[0], { sessionId: 'next' })
      tabs[index]?.run(() => tabs[index]?.client.reset())
      await advance(allAnswered)
      expect(tabs.map(getIds)).toMatchObject(Array(2).fill({ visitorId: undefined, sessionId: undefined }))
      expect(listEvents(tabs).every((types) => types.includes('reset'))).toBe(true)
      expect([...browser.storage]).toEqual([])
    },
  )

  test('behavior: a log-out clears the ids of a tab that could not store its session, though the storage still has the former one', async () => {
    const {
      tabs: [tab],
      fill,
    } = await openTwoTabs()
    fill('session')
    setIdentity(tab, { sessionId: 'next' })
    tab.run(() => tab.client.core.session.clear())
    expect(getIds(tab)).toMatchObject({ visitorId: undefined, sessionId: undefined })
  })

  test('behavior: an active visitor whose ids cannot be written again stays, until another tab logs out', async () => {
    const {
      tabs: [tab, other],
      visitor,
      fill,
    } = await openTwoTabs()
    fill('session')
    await advance(20 * minute)
    setIdentity(tab, {})
    await advance(11 * minute)
    await show(tab)
    expect(getIds(tab)).toMatchObject(visitor)
    fill('all')
    other.run(() => other.client.reset())
    await advance(0)
    expect(getIds(tab).visitorId).toBeUndefined()
  })

  test('behavior: a visitor whose ids cannot be written again is gone after 30 minutes without use', async () => {
    const {
      tabs: [tab],
      fill,
    } = await openTwoTabs()
    fill('session')
    await advance(20 * minute)
    setIdentity(tab, {})
    await advance(30 * minute)
    await show(tab)
    expect(getIds(tab).visitorId).toBeUndefined()
  })

  test('behavior: another visitor whose ids cannot be stored is not replaced by the former one on the next page', async () => {
    const { browser, tabs, fill } = await openTwoTabs()
    fill('session')
    setIdentity(tabs[0], { visitorId: 'another', sessionId: 'next' })
    expect(browser.storage.has(sessionKey)).toBe(false)
    expect(getIds(browser.open()).visitorId).toBeUndefined()
  })
})

test('behavior: a log-out in a client logs out another client of the page that could not store its session', () => {
  const full: EngagementStorage = {
    getItem: (key) => localStorage.getItem(key),
    setItem() {
      throw new DOMException('The quota is exceeded.', 'QuotaExceededError')
    },
    removeItem: (key) => localStorage.removeItem(key),
  }
  const { client } = createTestClient({ storage: localStorage })
  client.core.session.setIdentity({ visitorId: 'visitor', sessionId: 'session' }, 'service')
  const { client: other } = createTestClient({ storage: full })
  other.mount()
  other.core.session.setIdentity({ sessionId: 'next' }, 'service')
  const visitorIds: unknown[] = []
  other.session.subscribe(({ visitorId }) => visitorIds.push(visitorId))
  client.reset()
  expect(visitorIds).toEqual([undefined])
  expect(localStorage).toHaveLength(0)
  other.unmount()
})
