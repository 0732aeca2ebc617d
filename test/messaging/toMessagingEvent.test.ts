// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { toChanges } from '../../src/messaging/toChanges.js'
import { toMessagingEvent } from '../../src/messaging/toMessagingEvent.js'

const read = (body: unknown) => toChanges(body).map((change) => toMessagingEvent(change, (time) => time + 5))

const change = (members: object, event: object = {}) => ({
  dialogId: 'd1',
  sequence: 1,
  originatorId: 'a1',
  event: { type: 'ContentEvent', contentType: 'text/plain', message: 'hi', ...event },
  ...members,
})

const content = {
  type: 'content',
  dialogId: 'd1',
  sequence: 1,
  senderId: 'a1',
  author: undefined,
  sentAt: undefined,
  content: { type: 'text', text: 'hi' },
  quickReplies: [],
  isQuestion: false,
}

describe('content', () => {
  test.each<[name: string, members: object, expected: object | undefined]>([
    ['the smallest change', {}, {}],
    ['originatorPId', { originatorId: undefined, originatorPId: 'a2' }, { senderId: 'a2' }],
    ['the id of originatorMetadata', { originatorId: undefined, originatorMetadata: { id: 'a3' } }, { senderId: 'a3' }],
    ['no sender', { originatorId: undefined }, { senderId: '' }],
    ['a time', { serverTimestamp: 100 }, { sentAt: 105 }],
    ['a time as text', { serverTimestamp: '100' }, { sentAt: 105 }],
    ['a time of another type', { serverTimestamp: {} }, {}],
    ['a sequence of 0', { sequence: 0 }, { sequence: 0 }],
    ['a sequence as text', { sequence: '7' }, { sequence: 7 }],
    ['no sequence', { sequence: undefined }, undefined],
    ['a negative sequence', { sequence: -1 }, undefined],
    ['half a sequence', { sequence: 1.5 }, undefined],
    ['no dialog, but a conversation', { dialogId: undefined, conversationId: 'c1' }, { dialogId: 'c1' }],
    ['the role CONSUMER', { originatorMetadata: { role: 'CONSUMER' } }, { author: 'visitor' }],
    ['the role ASSIGNED_AGENT', { originatorMetadata: { role: 'ASSIGNED_AGENT' } }, { author: 'agent' }],
    ['the role in lower case', { originatorMetadata: { role: 'assigned_agent' } }, { author: 'agent' }],
    ['the role AGENT', { originatorMetadata: { role: 'AGENT' } }, { author: 'bot' }],
    ['the role MANAGER', { originatorMetadata: { role: 'MANAGER' } }, { author: 'agent' }],
    ['the role CONTROLLER', { originatorMetadata: { role: 'CONTROLLER' } }, { author: 'system' }],
    ['an unknown role', { originatorMetadata: { role: 'GHOST' } }, {}],
    ['metadata of null', { metadata: null }, {}],
    ['metadata of a question', { metadata: [{ type: 'Question', id: 'q' }] }, { isQuestion: true }],
    ['bare metadata of a question', { metadata: { type: 'Question' } }, { isQuestion: true }],
    ['metadata of an answer', { metadata: [{ type: 'Answer' }, 1, null] }, {}],
    ['the audience ALL', { messageAudience: 'ALL' }, {}],
    ['the audience null', { messageAudience: null }, {}],
    ['the audience AGENTS_AND_MANAGERS', { messageAudience: 'AGENTS_AND_MANAGERS' }, undefined],
    ['an unknown audience', { messageAudience: 'SOME' }, undefined],
    ['an audience of another type', { messageAudience: ['ALL'] }, undefined],
  ])('default: %s', (_name, members, expected) => {
    expect(read({ changes: [change(members)] })).toEqual([expected && { ...content, ...expected }])
  })

  test.each([
    ['an empty list', { changes: [] }],
    ['no dialog', { changes: [change({ dialogId: undefined })] }],
    ['no event', { changes: [change({ event: undefined })] }],
    ['no body', undefined],
    ['null', { changes: null }],
  ])('behavior: %s has no change', (_name, body) => {
    expect(read(body)).toEqual([])
  })

  test.each([
    ['a list', { changes: [change({})] }],
    ['a bare change', { changes: change({}) }],
    ['the older form', change({})],
  ])('behavior: %s has one change', (_name, body) => {
    expect(read(body)).toEqual([content])
  })
})

describe('receipts', () => {
  const receipt = { type: 'receipt', dialogId: 'd1', senderId: 'a1', status: 'read', sequences: [3] }
  test.each([
    ['READ', { status: 'READ', sequenceList: [3] }, receipt],
    ['ACCEPT', { status: 'ACCEPT', sequenceList: [3, 4] }, { ...receipt, status: 'delivered', sequences: [3, 4] }],
    ['a bare number', { status: 'read', sequenceList: 3 }, receipt],
    ['numbers as texts', { status: 'READ', sequenceList: ['3', {}, null, -1] }, receipt],
    ['ACCESS', { status: 'ACCESS', sequenceList: [3] }, undefined],
    ['NACK', { status: 'NACK', sequenceList: [3] }, undefined],
    ['ACTION', { status: 'ACTION', sequenceList: [3] }, undefined],
    ['VIEWED', { status: 'VIEWED', sequenceList: [3] }, undefined],
    ['an empty list', { status: 'READ', sequenceList: [] }, undefined],
    ['no list', { status: 'READ' }, undefined],
  ])('default: %s', (_name, event, expected) => {
    expect(read({ changes: [{ dialogId: 'd1', originatorId: 'a1', event: { type: 'AcceptStatusEvent', ...event } }] })).toEqual([expected])
  })
})

describe('typing', () => {
  test.each([
    ['COMPOSING', true],
    ['composing', true],
    ['PAUSE', false],
    ['ACTIVE', false],
    ['INACTIVE', false],
    ['GONE', false],
    ['a new state', false],
    [undefined, false],
  ])('default: %s', (chatState, isTyping) => {
    const event = { type: 'ChatStateEvent', chatState }
    expect(read({ changes: [{ dialogId: 'd1', originatorId: 'a1', event }] })).toEqual([
      { type: 'typing', dialogId: 'd1', senderId: 'a1', isTyping },
    ])
  })

  test.each(['AGENTS_AND_MANAGERS'])('behavior: receipts and typing for %s are hidden too', (messageAudience) => {
    const events = [
      { type: 'ChatStateEvent', chatState: 'COMPOSING' },
      { type: 'AcceptStatusEvent', status: 'READ', sequenceList: [1] },
    ]
    expect(read({ changes: events.map((event) => ({ dialogId: 'd1', messageAudience, event })) })).toEqual([undefined, undefined])
  })
})

test.each(['UnknownEvent', '', undefined, 7, 'contentevent '])('behavior: an event of the type %j is ignored', (type) => {
  expect(read({ changes: [change({}, { type })] })).toEqual([undefined])
})
