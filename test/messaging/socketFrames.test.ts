// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { dialog, openScripted } from '../support/openScripted.js'

const text = { dialogId: 'd1', sequence: 1, originatorId: 'a1', event: { type: 'ContentEvent', contentType: 'text/plain', message: 'hi' } }
const content = { type: 'content', dialogId: 'd1', sequence: 1, senderId: 'a1', content: { type: 'text', text: 'hi' } }

const strangeFrames = [
  'no json',
  '',
  'null',
  '[]',
  '5',
  '"text"',
  '{}',
  '{"kind":"resp"}',
  '{"kind":"resp","reqId":null}',
  '{"kind":"resp","reqId":{"toString":1}}',
  '{"kind":"event","type":"ms.MessagingEventNotification"}',
  '{"kind":"notification"}',
  '{"kind":"notification","type":7,"body":{}}',
  '{"kind":"notification","type":"ms.Unknown","body":{"changes":[1]}}',
  '{"kind":"notification","type":"ms.MessagingEventNotification"}',
  '{"kind":"notification","type":"ms.MessagingEventNotification","body":[[[]]]}',
  '{"kind":"notification","type":"ms.MessagingEventNotification","body":{"changes":[null,1,"a",[],{"event":1}]}}',
  '{"kind":"notification","type":"cqm.ExConversationChangeNotification","body":{"changes":[null,{"result":[]},{"result":{"convId":[]}}]}}',
  `{"kind":"notification","type":"ms.MessagingEventNotification","body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  Buffer.from(JSON.stringify({ kind: 'notification', type: 'ms.MessagingEventNotification', body: { changes: [text] } })),
].map((frame) => [String(frame).slice(0, 80), frame] as const)

describe('the frames of a socket', () => {
  test.each(['ms.MessagingEventNotification', '.ams.ms.MessagingEventNotification', 'MessagingEventNotification'])(
    'behavior: %s has events',
    async (type) => {
      const { service, events } = await openScripted()
      service.notify(type, { changes: [text] })
      await expect.poll(() => events).toMatchObject([content])
    },
  )

  test.each([
    ['a list', { changes: [text, { ...text, sequence: 2 }] }, 2],
    ['a bare change', { changes: text }, 1],
    ['the older form', text, 1],
  ])('behavior: %s of changes is read', async (_name, body, count) => {
    const { service, events } = await openScripted()
    service.notify('.ams.ms.OnlineEventDistribution', body)
    await expect.poll(() => events).toHaveLength(count)
    expect(events[0]).toMatchObject(content)
  })

  test.each(['cqm.ExConversationChangeNotification', 'aam.ExConversationChangeNotification', '.ams.aam.ExConversationChangeNotification'])(
    'behavior: %s has conversations, also bare',
    async (type) => {
      const { service, events } = await openScripted()
      service.notify(type, { changes: { type: 'UPSERT', result: { convId: 'c1', conversationDetails: { state: 'OPEN' } } } })
      await expect.poll(() => events).toMatchObject([{ type: 'conversation', details: { id: 'c1', isOpen: true } }])
    },
  )

  test('behavior: a notification that names a request settles none', async () => {
    const { service, socket, events } = await openScripted()
    service.answers['ms.PublishEvent'] = (request) => {
      const body = { changes: [text] }
      service.send(JSON.stringify({ kind: 'notification', reqId: request.id, type: 'ms.MessagingEventNotification', code: 500, body }))
      return { code: 200, body: { sequence: 9 } }
    }
    expect(await socket.publish(dialog, { type: 'text', text: 'a' })).toEqual({ sequence: 9 })
    expect(events).toHaveLength(1)
  })

  test.each(strangeFrames)('behavior: the frame %s changes nothing', async (_name, frame) => {
    const { service, socket, events, onClose } = await openScripted()
    service.send(frame)
    service.change({ ...text, sequence: 2 })
    await expect.poll(() => events).toHaveLength(1)
    expect(events).toMatchObject([{ sequence: 2 }])
    expect(await socket.publish(dialog, { type: 'text', text: 'a' })).toEqual({ sequence: undefined })
    expect(onClose).not.toHaveBeenCalled()
  })

  test('behavior: unknown members change nothing', async () => {
    const { service, events } = await openScripted()
    const change = { ...text, surprise: [1], event: { ...text.event, surprise: {} } }
    service.send(
      JSON.stringify({ kind: 'notification', type: 'ms.MessagingEventNotification', surprise: 1, body: { changes: [change], x: null } }),
    )
    await expect.poll(() => events).toHaveLength(1)
    expect(events[0]).toMatchObject(content)
  })

  test('behavior: ids of 16 digits and more stay as the service sent them', async () => {
    const { service, events } = await openScripted()
    service.send(
      '{"kind":"notification","type":"ms.MessagingEventNotification","body":{"changes":[{"dialogId":12345678901234567890,"originatorId":98765432109876543210,"sequence":0,"event":{"type":"ContentEvent","message":"a"}}]}}',
    )
    await expect.poll(() => events).toMatchObject([{ dialogId: '12345678901234567890', senderId: '98765432109876543210' }])
  })

  test('behavior: the frames are reported without their content', async () => {
    const { service, socket, frames } = await openScripted()
    frames.length = 0
    await socket.publish(dialog, { type: 'text', text: 'secret' })
    service.change(text)
    await expect.poll(() => frames).toHaveLength(3)
    expect(frames).toEqual([
      { direction: 'sent', type: 'ms.PublishEvent' },
      { direction: 'received', type: 'ms.PublishEvent', code: 200 },
      { direction: 'received', type: 'ms.MessagingEventNotification' },
    ])
  })
})
