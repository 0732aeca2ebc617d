// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { authorize, openSimulatedSocket, type RawSocket } from '../support/rawSocket.js'

describe("the simulator's conversations", () => {
  let simulator: Simulator
  let socket: RawSocket
  let dialogId: string
  beforeEach(async () => {
    simulator = createSimulator({ messaging: { survey: true } })
    socket = await openSimulatedSocket(simulator)
    dialogId = await open(socket)
  })

  async function open(from: RawSocket) {
    await from.request('cqm.SubscribeExConversations', { convState: ['OPEN'] })
    const { body } = await from.request('cm.ConsumerRequestConversation', { campaignInfo: { campaignId: '1' }, brandId: '12345678' })
    const id = (body as { conversationId: string }).conversationId
    await from.request('ms.SubscribeMessagingEvents', { dialogId: id, fromSeq: 0 })
    return id
  }

  const say = (message: string, to = dialogId, from = socket) =>
    from.request('ms.PublishEvent', { dialogId: to, event: { type: 'ContentEvent', contentType: 'text/plain', message } })

  /** Waits until all frames that were sent before are there. */
  const settle = (from = socket) => from.request('GetClock')

  const latest = () => socket.conversations().at(-1).result
  const change = (conversationField: object) =>
    socket.request('cm.UpdateConversationField', { conversationId: dialogId, conversationField })
  const texts = (from = socket) => from.events().flatMap(({ event }) => event.message ?? [])
  const record = () => simulator.conversations[0]

  test('default: the main dialog has the id of its conversation, and the visitor takes part alone', () => {
    expect(latest()).toMatchObject({
      convId: dialogId,
      effectiveTTR: -1,
      conversationDetails: {
        participants: [{ id: record()?.consumerId, role: 'CONSUMER' }],
        dialogs: [{ dialogId, dialogType: 'MAIN', channelType: 'MESSAGING', state: 'OPEN' }],
        state: 'OPEN',
        stage: 'OPEN',
        campaignInfo: { campaignId: 1 },
      },
    })
  })

  test('behavior: receipts use up sequences, and typing has none', async () => {
    await say('one')
    simulator.agent.join()
    simulator.agent.read()
    simulator.agent.type()
    await expect(say('two')).resolves.toMatchObject({ body: { sequence: 2 } })
    expect(socket.events().map(({ sequence, event }) => [sequence, event.status ?? event.chatState ?? event.message])).toEqual([
      [0, 'one'],
      [1, 'READ'],
      [undefined, 'COMPOSING'],
      [2, 'two'],
    ])
  })

  test('behavior: all sockets of the visitor get the echo, and no other visitor', async () => {
    const token = await authorize(simulator)
    const first = await openSimulatedSocket(simulator, token)
    const second = await openSimulatedSocket(simulator, token)
    const id = await open(first)
    await second.request('ms.SubscribeMessagingEvents', { dialogId: id })
    await say('hello', id, first)
    await settle(second)
    await settle()
    expect([texts(first), texts(second), texts()]).toEqual([['hello'], ['hello'], []])
    expect(socket.conversations().map(({ result }) => result.convId)).toEqual([dialogId])
  })

  test('behavior: a later subscription gets the events from its sequence on', async () => {
    await say('one')
    await say('two')
    socket.frames.length = 0
    await socket.request('ms.SubscribeMessagingEvents', { dialogId, fromSeq: 1 })
    await settle()
    expect(socket.events().map(({ sequence }) => sequence)).toEqual([1])
    expect(socket.notifications()).toHaveLength(1)
  })

  test('behavior: a visitor has several conversations, each with its own sequences', async () => {
    await say('one')
    const other = await open(socket)
    await expect(say('two', other)).resolves.toMatchObject({ body: { sequence: 0 } })
    simulator.agent.say('to the first', { conversationId: dialogId })
    simulator.agent.say('to the latest')
    expect(simulator.conversations.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
      ['one', 'to the first'],
      ['two', 'to the latest'],
    ])
  })

  test('behavior: the record has receipts and typing of the visitor', async () => {
    simulator.agent.say('hello')
    const metadata = [{ type: 'ExternalId', id: 'reply-1' }]
    const receipt = { type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [0] }
    await socket.request('ms.PublishEvent', { dialogId, event: receipt }, { metadata })
    await socket.request('ms.PublishEvent', { dialogId, event: { type: 'ChatStateEvent', chatState: 'COMPOSING' } })
    expect(record()).toMatchObject({
      visitorState: 'COMPOSING',
      receipts: [{ author: 'visitor', status: 'ACTION', sequences: [0], metadata }],
    })
  })

  describe('agent', () => {
    test('behavior: agents join in their roles, and a transfer replaces the one in charge', async () => {
      simulator.agent.join({ role: 'manager', id: 'boss' })
      simulator.agent.join({ id: 'ann' })
      simulator.agent.transfer({ to: 'ben' })
      await settle()
      expect(latest().conversationDetails.participants.slice(1)).toEqual([
        { id: 'boss', role: 'MANAGER' },
        { id: 'ben', role: 'ASSIGNED_AGENT' },
      ])
      simulator.agent.leave()
      expect(record()?.agents).toEqual([])
    })

    test.each([
      ['a text', 'hello', { contentType: 'text/plain', message: 'hello' }],
      ['structured content', { type: 'text', text: 'hello' }, { type: 'RichContentEvent', message: { type: 'text', text: 'hello' } }],
      [
        'a file',
        { file: { path: '/a.png', fileType: 'PNG' } },
        { contentType: 'hosted/file', message: { relativePath: '/a.png', fileType: 'PNG' } },
      ],
      [
        'a text with replies',
        { text: 'hello', quickReplies: ['Yes', { title: 'Site', text: '', url: 'https://a.example' }] },
        {
          message: 'hello',
          quickReplies: {
            type: 'quickReplies',
            replies: [
              { title: 'Yes', click: { actions: [{ type: 'publishText', text: 'Yes' }], metadata: [{ type: 'ExternalId' }] } },
              { title: 'Site', click: { actions: [{ type: 'link', uri: 'https://a.example' }] } },
            ],
          },
        },
      ],
      [
        'an event of its own',
        { event: { type: 'ContentEvent', contentType: 'forms/secure-invitation', message: {} } },
        { contentType: 'forms/secure-invitation' },
      ],
    ])('parameters: content: %s', async (_title, content, event) => {
      const { sequence } = simulator.agent.say(content)
      await settle()
      expect(socket.events()).toMatchObject([{ sequence, event, messageAudience: 'ALL' }])
    })

    test('parameters: audience and by: a message for agents alone, and one of the service', async () => {
      simulator.agent.say('secret', { audience: 'agents' })
      expect(simulator.agent.say('Welcome', { by: 'system' })).toMatchObject({ author: 'system' })
      await settle()
      expect(socket.events().map(({ messageAudience, originatorMetadata }) => [messageAudience, originatorMetadata.role])).toEqual([
        ['AGENTS_AND_MANAGERS', 'ASSIGNED_AGENT'],
        ['ALL', 'CONTROLLER'],
      ])
    })

    test('behavior: each message is confirmed once', async () => {
      await say('one')
      simulator.agent.accept()
      simulator.agent.read()
      await say('two')
      simulator.agent.read()
      simulator.agent.read()
      expect(record()?.receipts.map(({ status, sequences }) => [status, ...sequences])).toEqual([
        ['ACCEPT', 0],
        ['READ', 0],
        ['READ', 3],
      ])
    })

    test('behavior: a text makes an answer due, and the answer ends that', async () => {
      await say('hello')
      await settle()
      expect(latest()).toMatchObject({ effectiveTTR: expect.any(Number), lastContentEventNotification: { event: { message: 'hello' } } })
      expect(latest().effectiveTTR).toBeGreaterThan(Date.now())
      simulator.agent.say('hi')
      await settle()
      expect(latest()).toMatchObject({ effectiveTTR: -1, numberOfunreadMessages: { [record()?.consumerId ?? '']: 1 } })
    })

    test('behavior: the metadata have the delay and the promise', async () => {
      simulator.agent.delay({ type: 'NIGHT', tillWhen: 5 })
      simulator.agent.promise(7)
      await settle()
      expect(latest().conversationDetails).toMatchObject({ delay: { type: 'NIGHT', tillWhen: 5 }, manualETTR: 7 })
      simulator.agent.delay(undefined)
      simulator.agent.promise(undefined)
      await settle()
      expect(latest().conversationDetails).not.toHaveProperty('delay')
      expect(latest().conversationDetails).not.toHaveProperty('manualETTR')
    })

    test('behavior: a step without a conversation throws', () => {
      simulator.agent.close({ by: 'system' })
      expect(record()).toMatchObject({ state: 'CLOSE', closedBy: 'SYSTEM' })
      expect(() => simulator.agent.say('hello')).toThrow('There is no open conversation.')
    })
  })

  describe('end', () => {
    test('default: a conversation without an agent ends without a survey', async () => {
      await expect(change({ field: 'ConversationStateField', conversationState: 'CLOSE' })).resolves.toMatchObject({
        body: 'OK Conversation resolved successfully',
      })
      expect(record()).toMatchObject({ state: 'CLOSE', closedBy: 'CONSUMER' })
      await expect(change({ field: 'Stage', conversationState: 'CLOSE' })).resolves.toMatchObject({ code: 400 })
    })

    test.each([
      ['ConversationStateField', { field: 'ConversationStateField', conversationState: 'CLOSE' }],
      ['DialogChange in an array', [{ field: 'DialogChange', type: 'UPDATE', dialog: { state: 'CLOSE' } }]],
    ])('behavior: a survey follows %s after an agent', async (_title, field) => {
      simulator.agent.join()
      for (const part of [field].flat()) if ('dialog' in part) Object.assign(part.dialog as object, { dialogId })
      await change(field)
      expect(latest().conversationDetails).toMatchObject({
        state: 'CLOSE',
        stage: 'OPEN',
        dialogs: [
          { state: 'CLOSE', closedBy: 'CONSUMER' },
          { dialogType: 'POST_SURVEY', state: 'OPEN' },
        ],
      })
      await expect(say('late')).resolves.toMatchObject({ code: 400 })
    })

    test('behavior: Stage ends everything, without a survey', async () => {
      simulator.agent.join()
      await change({ field: 'Stage', conversationState: 'CLOSE' })
      expect(record()?.dialogs).toMatchObject([{ type: 'MAIN', state: 'CLOSE' }])
    })

    test('behavior: a survey asks until its answers are there', async () => {
      simulator.agent.say('hello')
      simulator.agent.close()
      const survey = record()?.dialogs[1]?.id ?? ''
      await socket.request('ms.SubscribeMessagingEvents', { dialogId: survey, fromSeq: 0 })
      await settle()
      const question = socket.events().at(-1)
      expect(question).toMatchObject({ metadata: [{ type: 'Question' }], originatorMetadata: { role: 'AGENT' } })
      const { metadata } = question.event.quickReplies.replies[0].click
      expect(metadata).toMatchObject([{ type: 'Answer', questionId: 'question-1' }])
      await say('Good', survey)
      await say('Nothing', survey)
      await settle()
      const inSurvey = socket.events().filter((event) => event.dialogId === survey)
      expect(inSurvey.map(({ event }) => event.message ?? event.status ?? event.chatState)).toEqual([
        'How did you like this conversation?',
        'Good',
        'READ',
        'COMPOSING',
        'What can we do better?',
        'ACTIVE',
        'Nothing',
        'READ',
        'COMPOSING',
        'Thank you.',
        'ACTIVE',
      ])
      expect(latest().conversationDetails).toMatchObject({
        stage: 'CLOSE',
        dialogs: [{ closedBy: 'AGENT' }, { dialogType: 'POST_SURVEY', state: 'CLOSE', closedBy: 'AGENT', closedCause: 'Completed' }],
      })
    })

    test('behavior: an agent asks a survey of its own', () => {
      simulator.agent.askSurvey([{ text: 'All well?' }])
      expect(record()).toMatchObject({ state: 'OPEN', messages: [{ text: 'All well?', author: 'bot' }] })
      simulator.agent.close()
      expect(record()?.state).toBe('CLOSE')
    })
  })
})
