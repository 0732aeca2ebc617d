import { expect, vi } from 'vitest'
import type { SentText, World } from './createWorld.js'

/** Longer than the two longest delays between two attempts to connect. In milliseconds. */
const allConnected = 1_000_000

/** One visitor has at most one open conversation, and each conversation has its click. */
export function checkNumber({ simulator, countClicks }: World): void {
  const open = simulator.conversations.filter(({ state }) => state === 'OPEN').map(({ consumerId }) => consumerId)
  expect(open, 'two open conversations').toEqual([...new Set(open)])
  expect(simulator.conversations.length, 'conversations').toBeLessThanOrEqual(countClicks())
}

/**
 * Repairs the network and the service, opens one more page, and compares both sides.
 *
 * - A text that counts as sent is at the service once, and a failed one is not.
 * - A text of a page that was reloaded is there at most once. It was in memory alone.
 * - The texts of one page are in the order of their sending.
 * - Each page shows the service's messages, each once and in their order.
 *
 * Late application is outside the claim. A service may take a text after it has sent the history to the next socket.
 * The simulator takes a text at once or never.
 */
export async function checkConversations(world: World): Promise<void> {
  world.setOnline(true)
  world.simulator.recover()
  await vi.advanceTimersByTimeAsync(allConnected)
  world.open()
  await vi.advanceTimersByTimeAsync(allConnected)
  checkNumber(world)
  checkFates(world)
  checkOrder(world)
  checkPages(world)
}

const textsOf = ({ simulator }: World) =>
  simulator.conversations.flatMap(({ messages }) => messages.flatMap(({ author, text }) => (author === 'visitor' && text ? text : [])))

function checkFates(world: World): void {
  const arrived = textsOf(world)
  for (const text of new Set([...arrived, ...world.texts.map((sent) => sent.text)])) {
    const fates = world.texts.filter((sent) => sent.text === text).map(({ fate }) => fate)
    const count = arrived.filter((other) => other === text).length
    const sent = fates.filter((fate) => fate === 'sent').length
    const unknown = fates.filter((fate) => fate === 'unknown').length
    expect(fates, `${text} still waits`).not.toContain('pending')
    expect(count, `${text} was lost (${fates})`).toBeGreaterThanOrEqual(sent)
    expect(count, `${text} was doubled (${fates})`).toBeLessThanOrEqual(sent + unknown)
  }
}

function checkOrder(world: World): void {
  const isUnique = ({ text }: SentText) => world.texts.filter((other) => other.text === text).length === 1
  const arrived = textsOf(world)
  for (const tab of world.browser.all) {
    const positions = world.texts
      .filter((sent) => sent.tab === tab && isUnique(sent))
      .map(({ text }) => arrived.indexOf(text))
      .filter((position) => position >= 0)
    expect(positions, 'order').toEqual([...positions].sort((one, other) => one - other))
  }
}

function checkPages({ simulator, tabs, storeOf }: World): void {
  for (const tab of tabs) {
    const { status, messages } = storeOf(tab).getState()
    const id = tab.client.core.acceptances.getState().conversation?.id
    const conversation = simulator.conversations.find((other) => other.id === id)
    if (status !== 'waiting' && status !== 'active') expect(['idle', 'closed'], 'status').toContain(status)
    else {
      const shown = messages.flatMap(({ content, status }) => (status !== 'failed' && content.type === 'text' ? content.text : []))
      expect(shown, 'the page').toEqual(conversation?.messages.map(({ text }) => text))
      expect(conversation?.state, 'the conversation of the page').toBe('OPEN')
    }
  }
}
