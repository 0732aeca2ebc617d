// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { type AgentContent, createSimulator, type MessagingVariants, type SimulatedConversation } from '../../src/testing/index.js'
import { openSimulatedSocket } from '../support/rawSocket.js'

type Members = Record<string, unknown>

/** Opens a conversation of one text, with the variants, and returns what the visitor's socket got. */
async function open(variants: MessagingVariants) {
  const simulator = createSimulator({ messaging: { variants, survey: true } })
  const socket = await openSimulatedSocket(simulator)
  const subscribed = await socket.request('cqm.SubscribeExConversations', { convState: ['OPEN'] })
  const opened = await socket.request('cm.ConsumerRequestConversation', { campaignInfo: { campaignId: '1', engagementId: '2' } })
  await socket.request('GetClock')
  const record = simulator.conversations[0] as SimulatedConversation
  const details = await vi.waitFor(() => {
    const { body } = socket.notifications().filter(({ type }) => String(type).endsWith('ChangeNotification'))[1] as { body: Members }
    const [change] = [body.changes].flat() as [{ result: Members }]
    return change.result.conversationDetails as Members
  })
  const dialogId = record.dialogs[0]?.id ?? ''
  const followed = await socket.request('ms.SubscribeMessagingEvents', { dialogId, fromSeq: 0 })
  const published = await publish('one')

  function publish(message: string) {
    return socket.request('ms.PublishEvent', { dialogId, event: { type: 'ContentEvent', contentType: 'text/plain', message } })
  }

  async function say(content: AgentContent) {
    simulator.agent.say(content)
    await socket.request('GetClock')
    return socket.events().at(-1)
  }

  return { simulator, socket, dialogId, responses: { subscribed, opened, followed, published }, details, record, publish, say }
}

const node = { type: 'text', text: 'hello' }

describe('the variants of the simulated messaging', () => {
  test.each<[name: string, variants: MessagingVariants, types: unknown[]]>([
    ['captured', {}, ['cm.RequestConversationResponse', '.ams.GenericSubscribeResponse', '2', {}]],
    ['schema', { responseTypes: 'schema' }, ['cm.RequestConversationResponse', 'GenericSubscribeResponse', '2', {}]],
    ['missing', { responseTypes: 'missing', subscribeBody: 'missing' }, [undefined, undefined, '2', undefined]],
    ['number', { reqId: 'number' }, ['cm.RequestConversationResponse', '.ams.GenericSubscribeResponse', 2, {}]],
  ])('parameters: responses: %s', async (_title, variants, types) => {
    const { responses } = await open(variants)
    const { subscribed, opened, followed } = responses
    expect([opened.type, followed.type, subscribed.reqId, followed.body]).toEqual(types)
  })

  test.each<[MessagingVariants['textBodies'], unknown]>([
    ['text', 'OK'],
    ['object', { msg: 'OK' }],
  ])('parameters: textBodies: %s', async (textBodies, body) => {
    const { socket } = await open({ textBodies })
    await expect(socket.request('KeepAlive')).resolves.toMatchObject({ body })
  })

  test.each<[MessagingVariants['clockBody'], unknown]>([
    ['object', { currentTime: expect.any(Number) }],
    ['text', expect.stringMatching(/^\d+$/)],
    ['missing', undefined],
  ])('parameters: clockBody: %s', async (clockBody, body) => {
    const { socket } = await open({ clockBody })
    await expect(socket.request('GetClock').then((response) => response.body)).resolves.toEqual(body)
  })

  test.each<[MessagingVariants['publishSequence'], unknown]>([
    ['present', { sequence: 0 }],
    ['missing', {}],
  ])('parameters: publishSequence: %s', async (publishSequence, body) => {
    expect((await open({ publishSequence })).responses.published.body).toEqual(body)
  })

  test.each(['cqm', 'aam', '.ams.aam'] as const)('parameters: metadataType: %s', async (metadataType) => {
    const { socket } = await open({ metadataType })
    expect(socket.notifications()[0]?.type).toBe(`${metadataType}.ExConversationChangeNotification`)
  })

  test('parameters: messageNotification: each event comes alone, as the body', async () => {
    const { socket } = await open({ messageNotification: 'OnlineEventDistribution' })
    const notification = socket.notifications().find(({ type }) => type === '.ams.ms.OnlineEventDistribution')
    expect(notification?.body).toMatchObject({ sequence: 0, event: { message: 'one' } })
  })

  test.each<[name: string, variants: MessagingVariants, change: object]>([
    ['originatorId', {}, { originatorId: expect.any(String), originatorMetadata: { role: 'CONSUMER' } }],
    ['originatorPId', { originator: 'originatorPId' }, { originatorPId: expect.any(String) }],
    ['no role', { originatorMetadata: 'missing' }, { originatorMetadata: undefined }],
  ])('parameters: originator: %s', async (_title, variants, change) => {
    const { socket } = await open(variants)
    const [event] = socket.events()
    expect({ originatorMetadata: undefined, ...event }).toMatchObject(change)
  })

  test.each<[MessagingVariants['participants'], (id: string) => object]>([
    ['list', (id) => ({ participants: [{ id, role: 'CONSUMER' }] })],
    ['participantsPId', (id) => ({ participantsPId: { CONSUMER: [id] } })],
    ['oldest', (id) => ({ participants: { CONSUMER: ['internal-1'] }, participantsPId: { CONSUMER: [id] } })],
  ])('parameters: participants: %s', async (participants, expected) => {
    const { details, record } = await open({ participants })
    expect(details).toMatchObject(expected(record.consumerId))
  })

  test.each<[name: string, variants: MessagingVariants, details: object]>([
    ['lower case', { stateCase: 'lower' }, { state: 'open', stage: 'open', dialogs: [{ state: 'open' }] }],
    ['no stage', { stage: 'missing' }, { state: 'OPEN', stage: undefined }],
    ['campaign ids as numbers', {}, { campaignInfo: { campaignId: 1, engagementId: 2 } }],
    ['campaign ids as texts', { campaignIds: 'text' }, { campaignInfo: { campaignId: '1', engagementId: '2' } }],
    ['a dialog of co-browsing', { otherDialog: 'other' }, { dialogs: [{}, { dialogType: 'other', channelType: 'COBROWSE' }] }],
    ['unknown members', { unknownMembers: 'present' }, { participants: [{}, { role: 'FUTURE_ROLE' }] }],
  ])('parameters: metadata: %s', async (_title, variants, expected) => {
    const { details } = await open(variants)
    expect({ stage: undefined, ...details }).toMatchObject(expected)
  })

  test.each<[MessagingVariants['stage'], object]>([
    ['present', { state: 'CLOSE', stage: 'OPEN', dialogs: [{ state: 'CLOSE' }, { dialogType: 'POST_SURVEY', state: 'OPEN' }] }],
    ['missing', { state: 'CLOSE', dialogs: [{ state: 'CLOSE' }] }],
  ])('parameters: stage: a conversation that ends where it is %s', async (stage, details) => {
    const { simulator, socket } = await open({ stage })
    simulator.agent.join()
    simulator.agent.close()
    await socket.request('GetClock')
    const { conversationDetails } = socket.conversations().at(-1).result
    expect(conversationDetails).toMatchObject(details)
    expect('stage' in conversationDetails).toBe(stage === 'present')
  })

  test('parameters: mainDialogId: the main dialog has an id of its own', async () => {
    const { dialogId, responses } = await open({ mainDialogId: 'own' })
    expect(dialogId).not.toBe((responses.opened.body as Members).conversationId)
  })

  test('parameters: singleElements: an array of one element comes bare', async () => {
    const { socket, details } = await open({ singleElements: 'bare' })
    expect(details.dialogs).toMatchObject({ dialogType: 'MAIN' })
    expect(socket.notifications().find(({ type }) => type === 'ms.MessagingEventNotification')?.body).toMatchObject({
      changes: { event: { message: 'one' } },
    })
  })

  test.each<[MessagingVariants['richContent'], object]>([
    ['message', { message: node }],
    ['content', { content: node }],
    ['text', { content: JSON.stringify(node) }],
  ])('parameters: richContent: %s', async (richContent, event) => {
    const { say } = await open({ richContent })
    await expect(say(node)).resolves.toMatchObject({ event: { type: 'RichContentEvent', ...event } })
  })

  test.each(['hosted/file', 'HostedFile'] as const)('parameters: fileContentType: %s', async (fileContentType) => {
    const { say } = await open({ fileContentType })
    await expect(say({ file: { path: '/a.png' } })).resolves.toMatchObject({ event: { contentType: fileContentType } })
  })

  test('parameters: subscription: the requester gets events without a subscription, and twice with one', async () => {
    const { socket } = await open({ subscription: 'implicit' })
    expect(socket.events().map(({ sequence }) => sequence)).toEqual([0, 0])
  })

  test('parameters: events: each event comes twice', async () => {
    const { socket } = await open({ events: 'twice' })
    expect(socket.events().map(({ sequence }) => sequence)).toEqual([0, 0])
  })

  test('parameters: eventOrder: neighbours are exchanged, and history comes the other way round', async () => {
    const { socket, publish, dialogId } = await open({ eventOrder: 'swapped' })
    await publish('two')
    await publish('three')
    const sequences = () => socket.events().map(({ sequence }) => sequence)
    await expect.poll(sequences).toEqual([1, 0, 2])
    await socket.request('ms.SubscribeMessagingEvents', { dialogId, fromSeq: 1 })
    await socket.request('GetClock')
    expect(sequences()).toEqual([1, 0, 2, 2, 1])
  })

  test('parameters: history: each stored event comes alone, without its conversation', async () => {
    const { socket, publish, dialogId } = await open({ history: 'single', historyConversationId: 'missing' })
    await publish('two')
    const before = socket.notifications().length
    await socket.request('ms.SubscribeMessagingEvents', { dialogId, fromSeq: 0 })
    await socket.request('GetClock')
    expect(socket.notifications().slice(before)).toHaveLength(2)
    expect(socket.events().at(-1)).not.toHaveProperty('conversationId')
  })

  test('parameters: metadataOrder: a change comes before the one that it follows', async () => {
    const { simulator, socket } = await open({ metadataOrder: 'swapped' })
    const times = () => socket.conversations().map(({ result }) => result.lastUpdateTime)
    await expect.poll(times).toHaveLength(2)
    simulator.agent.join()
    simulator.agent.leave()
    await expect.poll(times).toHaveLength(4)
    const [, , second, first] = times()
    expect(second).toBeGreaterThan(first)
  })

  test('parameters: answers: the notifications come before the answer, with its id', async () => {
    const { socket } = await open({ answers: 'last', notificationReqId: 'present' })
    const [notification, answer] = socket.frames.slice(-3).filter(({ type }) => !String(type).includes('Change'))
    expect(notification).toMatchObject({ type: 'ms.MessagingEventNotification', reqId: answer?.reqId })
    expect(answer).toMatchObject({ type: 'ms.PublishEventResponse' })
  })

  test('parameters: typingSequence and receiptSequence: typing has the sequence 0, and receipts have none', async () => {
    const { simulator, say, socket } = await open({ typingSequence: 'zero', receiptSequence: 'missing' })
    simulator.agent.read()
    simulator.agent.type()
    await say('two')
    expect(socket.events().map(({ sequence, event }) => [sequence, event.type])).toEqual([
      [0, 'ContentEvent'],
      [undefined, 'AcceptStatusEvent'],
      [0, 'ChatStateEvent'],
      [1, 'ContentEvent'],
    ])
  })

  test('parameters: hiddenMessages: a message for agents alone precedes each text', async () => {
    const { socket, say } = await open({ hiddenMessages: 'present' })
    await say('two')
    expect(socket.events().map(({ messageAudience }) => messageAudience)).toEqual([undefined, 'AGENTS_AND_MANAGERS', 'ALL'])
  })

  test('parameters: unknownMembers: unknown events and notifications precede the known ones', async () => {
    const { socket, say } = await open({ unknownMembers: 'present' })
    await say('two')
    expect(socket.events().map(({ event }) => event.type)).toEqual(['ContentEvent', 'FutureEvent', 'ContentEvent'])
    expect(socket.notifications()[0]?.type).toBe('future.FutureNotification')
  })

  test('parameters: closedConversations: the list loses a closed conversation', async () => {
    const { simulator, socket } = await open({ closedConversations: 'deleted' })
    simulator.agent.close({ by: 'system' })
    await socket.request('GetClock')
    expect(socket.conversations().at(-1)).toMatchObject({ type: 'DELETE', result: { conversationDetails: { stage: 'CLOSE' } } })
  })

  test.each<[MessagingVariants['secondConversation'], number]>([
    ['opened', 200],
    ['refused', 400],
  ])('parameters: secondConversation: %s', async (secondConversation, code) => {
    const { socket } = await open({ secondConversation })
    await expect(socket.request('cm.ConsumerRequestConversation')).resolves.toMatchObject({ code })
  })
})
