// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { ResponseError, ServiceError } from '../../src/errors.js'
import type { AvailableEngagement } from '../../src/model/engagement.js'
import type { MessagingSocket, OutgoingEvent } from '../../src/model/messagingService.js'
import { dialog, openScripted } from '../support/openScripted.js'

const engagement: AvailableEngagement = {
  status: 'available',
  campaignId: '418732213',
  engagementId: '425842913',
  engagementRevision: 3,
  contextId: 'context',
  visitorId: 'monitored',
  sessionId: 'session',
  pageId: 'page',
  language: 'en-US',
  skillId: '12',
  windowId: 'window',
}

const wholeRequest = {
  channelType: 'MESSAGING',
  brandId: '12345678',
  campaignInfo: { campaignId: '418732213', engagementId: '425842913' },
  conversationContext: {
    type: 'SharkContext',
    visitorId: 'monitored',
    sessionId: 'session',
    interactionContextId: 'context',
    lang: 'en-US',
  },
  skillId: '12',
}
const { skillId: _, ...requestWithoutSkill } = wholeRequest

const published = (event: unknown) => ({ ...dialog, event })
const metadata = [{ type: 'Answer', id: '1' }]

type Row = [name: string, act: (socket: MessagingSocket) => Promise<unknown>, type: string, body: unknown, metadata?: unknown]

const publish =
  (event: OutgoingEvent): Row[1] =>
  (socket) =>
    socket.publish(dialog, event)

const rows: Row[] = [
  ['an offer', (socket) => socket.requestConversation(engagement), 'cm.ConsumerRequestConversation', wholeRequest],
  [
    'an offer without skill',
    (socket) => socket.requestConversation({ ...engagement, skillId: undefined }),
    'cm.ConsumerRequestConversation',
    requestWithoutSkill,
  ],
  [
    'no offer',
    (socket) => socket.requestConversation(undefined),
    'cm.ConsumerRequestConversation',
    { channelType: 'MESSAGING', brandId: '12345678' },
  ],
  ['a subscription', (socket) => socket.subscribe(dialog, 7), 'ms.SubscribeMessagingEvents', { ...dialog, fromSeq: 7 }],
  [
    'a text',
    publish({ type: 'text', text: 'Grüße 👋' }),
    'ms.PublishEvent',
    published({ type: 'ContentEvent', contentType: 'text/plain', message: 'Grüße 👋' }),
  ],
  [
    'a choice',
    publish({ type: 'text', text: '1', metadata }),
    'ms.PublishEvent',
    published({ type: 'ContentEvent', contentType: 'text/plain', message: '1' }),
    metadata,
  ],
  [
    'bare metadata',
    publish({ type: 'text', text: '1', metadata: metadata[0] }),
    'ms.PublishEvent',
    published({ type: 'ContentEvent', contentType: 'text/plain', message: '1' }),
    metadata,
  ],
  [
    'a delivery',
    publish({ type: 'receipt', status: 'delivered', sequences: [4] }),
    'ms.PublishEvent',
    published({ type: 'AcceptStatusEvent', status: 'ACCEPT', sequenceList: [4] }),
  ],
  [
    'a reading',
    publish({ type: 'receipt', status: 'read', sequences: [4, 6] }),
    'ms.PublishEvent',
    published({ type: 'AcceptStatusEvent', status: 'READ', sequenceList: [4, 6] }),
  ],
  [
    'the source of a choice',
    publish({ type: 'receipt', status: 'action', sequences: [4], metadata }),
    'ms.PublishEvent',
    published({ type: 'AcceptStatusEvent', status: 'ACTION', sequenceList: [4] }),
    metadata,
  ],
  ['typing', publish({ type: 'typing', isTyping: true }), 'ms.PublishEvent', published({ type: 'ChatStateEvent', chatState: 'COMPOSING' })],
  [
    'the end of typing',
    publish({ type: 'typing', isTyping: false }),
    'ms.PublishEvent',
    published({ type: 'ChatStateEvent', chatState: 'PAUSE' }),
  ],
  [
    'the close of a dialog',
    (socket) => socket.close(dialog, { isFinal: false }),
    'cm.UpdateConversationField',
    {
      conversationId: 'c1',
      conversationField: {
        field: 'DialogChange',
        type: 'UPDATE',
        dialog: { dialogId: 'd1', state: 'CLOSE', closedCause: 'Closed by consumer' },
      },
    },
  ],
  [
    'the close of all',
    (socket) => socket.close(dialog, { isFinal: true }),
    'cm.UpdateConversationField',
    { conversationId: 'c1', conversationField: { field: 'Stage', conversationState: 'CLOSE' } },
  ],
]

describe('the requests of a socket', () => {
  test.each(rows)('default: %s has the documented form', async (_name, act, type, body, expectedMetadata) => {
    const { service, socket } = await openScripted()
    await act(socket)
    const [request] = service.requestsOf(type)
    expect(request).toEqual({
      kind: 'req',
      id: expect.stringMatching(/^.{1,64}$/),
      type,
      body,
      ...(expectedMetadata !== undefined && { metadata: expectedMetadata }),
    })
  })

  test('behavior: each request of a socket has an id of its own', async () => {
    const { service, socket } = await openScripted()
    await Promise.all(Array.from({ length: 20 }, () => socket.publish(dialog, { type: 'text', text: 'a' })))
    const ids = service.requests.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('behavior: the number of the event is returned, but none for typing', async () => {
    const { service, socket } = await openScripted()
    service.answers['ms.PublishEvent'] = () => ({ code: 200, body: { sequence: 3 } })
    expect(await socket.publish(dialog, { type: 'text', text: 'a' })).toEqual({ sequence: 3 })
    expect(await socket.publish(dialog, { type: 'typing', isTyping: true })).toEqual({ sequence: undefined })
    service.answers['ms.PublishEvent'] = () => ({ code: 200 })
    expect(await socket.publish(dialog, { type: 'text', text: 'a' })).toEqual({ sequence: undefined })
  })

  test.each([{}, 'c1', null, { conversationId: {} }])('behavior: an opening answered with %j is a ResponseError', async (body) => {
    const { service, socket } = await openScripted()
    service.answers['cm.ConsumerRequestConversation'] = () => ({ code: 200, body })
    await expect(socket.requestConversation(undefined)).rejects.toBeInstanceOf(ResponseError)
  })

  test.each([
    [400, 'Bad request', { status: 400, serviceMessage: 'Bad request' }],
    ['429', { msg: 'Slow down' }, { status: 429, serviceMessage: 'Slow down' }],
    [500, { internalCode: 20, message: 'Busy', time: 5 }, { status: 500, internalCode: 20, serviceMessage: 'Busy', time: 5 }],
    [404, undefined, { status: 404, serviceMessage: undefined }],
  ])('behavior: the code %j with %j is a ServiceError', async (code, body, details) => {
    const { service, socket } = await openScripted()
    service.answers['ms.PublishEvent'] = () => ({ code, body })
    const error = await socket.publish(dialog, { type: 'text', text: 'a' }).catch((error) => error)
    expect(error).toBeInstanceOf(ServiceError)
    expect(error).toMatchObject(details)
  })

  test.each([200, '200', 204, 'OK', undefined, null, {}])('behavior: the code %j is a success', async (code) => {
    const { service, socket } = await openScripted()
    service.answers['ms.PublishEvent'] = () => ({ code, body: { sequence: 1 } })
    expect(await socket.publish(dialog, { type: 'text', text: 'a' })).toEqual({ sequence: 1 })
  })

  test('behavior: answers in another order, of any type, with ids as numbers, reach their requests', async () => {
    const { service, socket } = await openScripted()
    service.answers['ms.PublishEvent'] = () => undefined
    const results = [1, 2, 3].map((text) => socket.publish(dialog, { type: 'text', text: String(text) }))
    await expect.poll(() => service.requestsOf('ms.PublishEvent')).toHaveLength(3)
    for (const [index, request] of service.requestsOf('ms.PublishEvent').reverse().entries()) {
      const answer = { kind: 'resp', reqId: Number(request.id), code: 200, type: 'nonsense', body: { sequence: 30 - 10 * index } }
      service.send(JSON.stringify(answer))
      service.send(JSON.stringify({ ...answer, body: { sequence: 99 } }))
    }
    expect(await Promise.all(results)).toEqual([{ sequence: 10 }, { sequence: 20 }, { sequence: 30 }])
  })
})

describe('the address of a file', () => {
  const signature = { temp_url_sig: 'a&b', temp_url_expires: 1700000000 }
  test.each([
    ['/account/file.png', { relativePath: '/account/file.png', queryParams: signature }, 'account/file.png'],
    ['file.png', { queryParams: signature }, 'file.png'],
    ['@evil.example/x', { queryParams: signature }, '@evil.example/x'],
    ['//evil.example/x', { queryParams: signature }, 'evil.example/x'],
    ['/a?b#c', { queryParams: signature }, 'a%3Fb%23c'],
  ])('default: %s lies below the origin of the files', async (path, body, file) => {
    const { service, socket } = await openScripted()
    service.answers['ms.GenerateURLForDownloadFile'] = () => ({ code: 200, body })
    expect(await socket.getFileUrl(path)).toBe(`https://swift.example/${file}?temp_url_sig=a%26b&temp_url_expires=1700000000`)
    expect(service.requestsOf('ms.GenerateURLForDownloadFile')[0]).toMatchObject({ body: { relativePath: path } })
  })

  test.each([undefined, 'text', {}, { queryParams: {} }, { queryParams: { temp_url_sig: 'a' } }])(
    'behavior: the answer %j is a ResponseError',
    async (body) => {
      const { service, socket } = await openScripted()
      service.answers['ms.GenerateURLForDownloadFile'] = () => ({ code: 200, body })
      await expect(socket.getFileUrl('/a')).rejects.toBeInstanceOf(ResponseError)
    },
  )
})
