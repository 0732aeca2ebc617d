// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MessagingServer, startMessagingServer } from '../support/messagingServer.js'
import { openSimulatedSocket } from '../support/rawSocket.js'

describe("the simulator's messaging over real HTTP and real sockets", () => {
  let server: MessagingServer
  beforeEach(async () => {
    server = await startMessagingServer()
  })
  afterEach(() => server.close())

  const event = { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello' }

  test('default: a visitor opens a conversation, and an agent answers', async () => {
    const socket = await openSimulatedSocket(server)
    const { body } = await socket.request('cm.ConsumerRequestConversation')
    const dialogId = (body as { conversationId: string }).conversationId
    await socket.request('ms.SubscribeMessagingEvents', { dialogId })
    await socket.request('ms.PublishEvent', { dialogId, event })
    server.simulator.agent.say('Good morning')
    await expect.poll(() => socket.events().map(({ event }) => event.message)).toEqual(['Hello', 'Good morning'])
  })

  test.each([
    ['a drop without a code breaks the connection', undefined, { code: 1006, reason: '' }],
    ['a drop with a code closes the socket with it', 4407, { code: 4407, reason: 'over' }],
  ])('behavior: %s', async (_title, code, close) => {
    const socket = await openSimulatedSocket(server)
    server.simulator.dropSocket({ code, reason: 'over' })
    await expect.poll(() => socket.closes).toEqual([expect.objectContaining(close)])
  })

  test('behavior: a socket of another path is refused', async () => {
    const socket = new server.WebSocket('wss://lo.example/other')
    const closed = new Promise((resolve) => {
      socket.onclose = ({ code }) => resolve(code)
    })
    socket.onerror = () => {}
    await expect(closed).resolves.toBe(1006)
  })

  test('behavior: a socket that the client closes gets no more frames', async () => {
    const socket = await openSimulatedSocket(server)
    await socket.request('cm.ConsumerRequestConversation')
    socket.socket.close()
    await expect.poll(() => socket.closes).toHaveLength(1)
    const { length } = server.simulator.frames
    server.simulator.agent.join()
    expect(server.simulator.frames).toHaveLength(length)
  })
})
