// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { openSimulatedSocket, type RawSocket } from '../support/rawSocket.js'

describe("the simulator's bot", () => {
  let simulator: Simulator
  let socket: RawSocket
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  async function open(bot: true | ((text: string) => string | undefined)) {
    simulator = createSimulator({ messaging: { bot } })
    socket = await openSimulatedSocket(simulator)
    const { body } = await socket.request('cm.ConsumerRequestConversation')
    const { conversationId: dialogId } = body as { conversationId: string }
    await socket.request('ms.SubscribeMessagingEvents', { dialogId })
    return (message: string) =>
      socket.request('ms.PublishEvent', { dialogId, event: { type: 'ContentEvent', contentType: 'text/plain', message } })
  }

  const steps = () => socket.events().map(({ event }) => event.chatState ?? event.status ?? event.message)

  test('parameters: bot: the bot for demos greets, answers, and closes after a goodbye', async () => {
    const say = await open(true)
    await vi.advanceTimersByTimeAsync(1500)
    expect(steps()).toEqual(['COMPOSING', 'ACTIVE', 'Hello! How can I help you?'])
    await say('Where is my order?')
    await vi.advanceTimersByTimeAsync(1500)
    expect(steps().slice(3)).toEqual(['Where is my order?', 'READ', 'COMPOSING', 'ACTIVE', expect.stringContaining('Friday')])
    await say('Goodbye')
    await vi.advanceTimersByTimeAsync(1500)
    expect(simulator.conversations).toMatchObject([{ state: 'CLOSE', closedBy: 'AGENT' }])
  })

  test('parameters: bot: a function answers, or stays silent', async () => {
    const say = await open((text) => (text === 'ping' ? 'pong' : undefined))
    await say('ping')
    await say('other')
    await vi.advanceTimersByTimeAsync(1500)
    expect(simulator.conversations[0]?.messages.map(({ author, text }) => [author, text])).toEqual([
      ['visitor', 'ping'],
      ['visitor', 'other'],
      ['bot', 'pong'],
    ])
    expect(simulator.conversations[0]?.agents).toEqual([{ id: 'bot', role: 'AGENT' }])
  })

  test.each([0, 600, 1000])('behavior: a bot says nothing after an end %i ms after the text', async (milliseconds) => {
    const say = await open(() => 'late')
    await say('one')
    await vi.advanceTimersByTimeAsync(milliseconds)
    simulator.agent.close()
    await vi.advanceTimersByTimeAsync(1500)
    expect(simulator.conversations[0]?.messages).toHaveLength(1)
  })
})
