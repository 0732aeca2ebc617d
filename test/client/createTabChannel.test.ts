import { describe, expect, onTestFinished, test } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { createTabChannel } from '../../src/client/createTabChannel.js'

const key = 'react-engagement:2:12345678:app-engagement'

/** Dispatches the event that the browser sends to a tab when another tab has changed the storage. */
function dispatchStorage(changedKey: string | null, newValue: string | null): void {
  window.dispatchEvent(new StorageEvent('storage', { key: changedKey, newValue }))
}

function createTestChannel() {
  const channel = createTabChannel<'reset' | 'denied'>(createClientStorage(), key)
  const messages: string[] = []
  const stop = channel.subscribe((message) => messages.push(message))
  onTestFinished(stop)
  return { channel, messages, stop }
}

describe('createTabChannel', () => {
  test('default: a subscriber receives the messages of other tabs in their order', () => {
    const { messages } = createTestChannel()
    dispatchStorage(`${key}:message`, 'reset')
    dispatchStorage(`${key}:message`, null)
    dispatchStorage(`${key}:message`, 'denied')
    expect(messages).toEqual(['reset', 'denied'])
  })

  test('behavior: a change of another key is no message', () => {
    const { messages } = createTestChannel()
    dispatchStorage(key, 'reset')
    dispatchStorage('react-engagement:2:other:app-engagement:message', 'reset')
    dispatchStorage(null, null)
    expect(messages).toEqual([])
  })

  test('behavior: a subscriber that stops receives nothing more', () => {
    const { messages, stop } = createTestChannel()
    stop()
    dispatchStorage(`${key}:message`, 'reset')
    expect(messages).toEqual([])
  })

  test('behavior: a broadcast leaves the storage empty', () => {
    createTestChannel().channel.broadcast('denied')
    expect(localStorage).toHaveLength(0)
  })
})
