// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { openSimulatedSocket, type RawSocket } from '../support/rawSocket.js'

describe("the simulator's messaging", () => {
  let simulator: Simulator
  let socket: RawSocket
  beforeEach(async () => {
    simulator = createSimulator()
    socket = await openSimulatedSocket(simulator)
  })

  test('default: a visitor opens a conversation, and an agent answers', async () => {
    await socket.request('cqm.SubscribeExConversations', { convState: ['OPEN'] })
    const { body } = await socket.request('cm.ConsumerRequestConversation', {
      campaignInfo: { campaignId: '1', engagementId: '2' },
      brandId: '12345678',
    })
    const { conversationId } = body as { conversationId: string }
    await socket.request('ms.SubscribeMessagingEvents', { dialogId: conversationId, fromSeq: 0 })
    const event = { type: 'ContentEvent', contentType: 'text/plain', message: 'Hello' }
    await expect(socket.request('ms.PublishEvent', { dialogId: conversationId, conversationId, event })).resolves.toMatchObject({
      code: 200,
      body: { sequence: 0 },
    })
    simulator.agent.join()
    simulator.agent.type()
    simulator.agent.say('Good morning')
    simulator.agent.close()
    await expect.poll(() => socket.events().map(({ event }) => event)).toHaveLength(3)
    expect(simulator.conversations).toEqual([
      expect.objectContaining({
        id: conversationId,
        state: 'CLOSE',
        closedBy: 'AGENT',
        campaignInfo: { campaignId: '1', engagementId: '2' },
        messages: [
          expect.objectContaining({ author: 'visitor', sequence: 0, text: 'Hello' }),
          expect.objectContaining({ author: 'agent', sequence: 1, text: 'Good morning' }),
        ],
      }),
    ])
  })
})
