import { expect, onTestFinished, test } from 'vitest'
import { appEngagement, getEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

test('behavior: a page that returned into the next session stays there when the message of the log-out comes late', async () => {
  const { client, simulator } = createTestClient({ service: appEngagement(), storage: undefined })
  client.mount()
  onTestFinished(client.unmount)
  const readIds = () => client.session.getState()
  await getEngagement(client)
  const { sessionId: first } = readIds()
  const key = Object.keys(localStorage).find((key) => localStorage.getItem(key)?.includes(`"sessionId":"${first}"`)) ?? ''

  // Meanwhile, another tab logs out and starts the next session.
  localStorage.clear()
  const other = createTestClient({ service: appEngagement(), storage: undefined }, simulator)
  await getEngagement(other.client)
  const next = other.client.session.getState()
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  expect(readIds()).toMatchObject({ visitorId: next.visitorId, sessionId: next.sessionId })

  const send = (message: string) => window.dispatchEvent(new StorageEvent('storage', { key: `${key}:message`, newValue: message }))
  send(`reset ${first}`)
  expect(readIds()).toMatchObject({ visitorId: next.visitorId, sessionId: next.sessionId })
  // The log-out of the next session ends it.
  localStorage.clear()
  send(`reset ${next.sessionId}`)
  expect(readIds()).toMatchObject({ visitorId: undefined, sessionId: undefined })
})

test('behavior: another tab that answers the message of a log-out at once does not lose the next session', async () => {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, text: string) {
      items.set(key, text)
      // The other tab stores the next session while this tab is still in `reset()`.
      if (key.endsWith(':message')) items.set(key.slice(0, -':message'.length), next)
    },
    removeItem: (key: string) => void items.delete(key),
  }
  const { client } = createTestClient({ service: appEngagement(), storage })
  await getEngagement(client)
  const [entry = ''] = [...items.values()].filter((text) => text.includes('sessionId'))
  const next = entry.replace(/"visitorId":"[^"]+","sessionId":"[^"]+"/, '"visitorId":"next","sessionId":"nextSession"')
  client.reset()
  expect(client.session.getState()).toMatchObject({ visitorId: 'next', sessionId: 'nextSession' })
  expect([...items.values()]).toEqual([next])
})
