import { describe, expect, test } from 'vitest'
import {
  acceptChatSessionTransfer,
  type ChatSessionEntity,
  createChatSession,
  type EngagementClient,
  getChatSession,
  pickUpChatSession,
  rejectChatSessionTransfer,
  replaceChatSession,
  resetChatSession,
  transferChatSession,
  updateChatSession,
} from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'

describe('answers of SuperOffice', () => {
  const answers: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'the REST error',
      { status: 400, body: { Error: true, ErrorType: 'SoInfoException', ErrorMessage: 'No' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'No', errorType: 'SoInfoException' },
    ],
    [
      'the error of model binding',
      { status: 400, body: { Message: 'The request is invalid.', MessageDetail: 'x' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'The request is invalid.' },
    ],
    [
      'problem details',
      { status: 400, body: { type: 'about:blank', title: 'Bad Request', status: 400 } },
      { name: 'ServiceError', serviceMessage: 'Bad Request', errorType: 'about:blank' },
    ],
    [
      'a success that carries an error',
      { status: 200, body: { Error: true, ErrorType: 'SoX', ErrorMessage: 'No' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'No' },
    ],
    [
      'a success that carries an error of model binding',
      { status: 200, body: { Message: 'Invalid', MessageDetail: 'x' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'Invalid' },
    ],
    [
      'a session that carries an error',
      { status: 200, body: { Error: true, ErrorMessage: 'No', ChatSessionId: 1, Status: 'InQueue' } },
      { name: 'ServiceError', status: 200 },
    ],
    [
      'the REST error in camelCase',
      { status: 400, body: { error: true, errorType: 'SoInfoException', errorMessage: 'No' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'No', errorType: 'SoInfoException' },
    ],
    [
      'the error of model binding in camelCase',
      { status: 400, body: { message: 'The request is invalid.', messageDetail: 'x' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'The request is invalid.' },
    ],
    [
      'the fault information in camelCase',
      { status: 400, body: { message: 'Raw', stackTrace: 'x', friendlyText: 'Sorry', exceptionType: 'SoX' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'Sorry', errorType: 'SoX' },
    ],
    [
      'problem details in PascalCase',
      { status: 400, body: { Type: 'about:blank', Detail: 'No' } },
      { name: 'ServiceError', serviceMessage: 'No', errorType: 'about:blank' },
    ],
    [
      'a success that carries an error in camelCase',
      { status: 200, body: { error: true, errorType: 'SoX', errorMessage: 'No' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'No', errorType: 'SoX' },
    ],
    [
      'a success that carries an error of model binding in camelCase',
      { status: 200, body: { message: 'Invalid', messageDetail: 'x' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'Invalid' },
    ],
    [
      'a nested error in camelCase',
      { status: 404, body: { error: { errorType: 'SoX', friendlyText: 'No' } } },
      { name: 'ServiceError', status: 404, serviceMessage: 'No', errorType: 'SoX' },
    ],
    [
      'a success that carries a nested error',
      { status: 200, body: { Error: { ErrorType: 'SoX', ErrorMessage: 'No' } } },
      { name: 'ServiceError', status: 200, serviceMessage: 'No', errorType: 'SoX' },
    ],
    ['another session', { status: 200, body: { ChatSessionId: 999, Status: 'InQueue' } }, { name: 'ResponseError' }],
    ['another session in camelCase', { status: 200, body: { chatSessionId: '999', status: 'InQueue' } }, { name: 'ResponseError' }],
    ['a session without an id of its own', { status: 200, body: { ChatSessionId: 0, Status: 'Invalid' } }, { name: 'ResponseError' }],
    ['null', { status: 200, body: null }, { name: 'ResponseError' }],
    ['nothing', { status: 200, body: '' }, { name: 'ResponseError' }],
    ['204', { status: 204, body: '' }, { name: 'ResponseError' }],
    ['HTML from a gateway', { malformed: true }, { name: 'ResponseError' }],
    ['a refusal in HTML', { malformed: true, status: 400 }, { name: 'ServiceError', status: 400, serviceMessage: undefined }],
    ['a list', { status: 200, body: [] }, { name: 'ResponseError' }],
    ['a text', { status: 200, body: '"hello"' }, { name: 'ResponseError' }],
    ['an object that is no session', { status: 200, body: { id: 1 } }, { name: 'ResponseError' }],
    ['a session without a status', { status: 200, body: { ChatSessionId: 1 } }, { name: 'ResponseError' }],
    ['a session with a hostile id', { status: 200, body: { ChatSessionId: {}, Status: 'InQueue' } }, { name: 'ResponseError' }],
    ['a session with a hostile status', { status: 200, body: { ChatSessionId: 1, Status: {} } }, { name: 'ResponseError' }],
  ]
  test('behavior: an object without any selected member is no session', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { message: 'portal' } })
    await expect(getChatSession(client, { id: 1, select: ['Status'] })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('behavior: a session that carries texts named like those of an error is a session', async () => {
    const { client, simulator } = createChatClient()
    const body = { chatSessionId: 1, status: 'InQueue', message: 'Hello', messageDetail: 'x' }
    simulator.fail({ call: 'chatSession', status: 200, body })
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ ChatSessionId: 1, Message: 'Hello' })
  })

  test.each([
    ['selected', ['ChatSessionId', 'Status'], 999],
    ['not selected', ['Status'], 999],
  ] as const)('behavior: another session is refused if the id is %s', async (_name, select, ChatSessionId) => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { ChatSessionId, Status: 'InQueue' } })
    await expect(getChatSession(client, { id: 1, select })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test.each([null, 0, undefined])('behavior: an id of %s is no other session if the id is not selected', async (ChatSessionId) => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { ChatSessionId, Status: 'InQueue' } })
    await expect(getChatSession(client, { id: 1, select: ['Status'] })).resolves.toMatchObject({ Status: 'InQueue' })
  })

  const writes: [string, (client: EngagementClient, entity: ChatSessionEntity) => Promise<unknown>][] = [
    ['updateChatSession', (client) => updateChatSession(client, { id: 1, changes: { CustomerName: 'Bo' }, base: { CustomerName: 'Ada' } })],
    ['replaceChatSession', (client, entity) => replaceChatSession(client, { id: 1, entity })],
    ['pickUpChatSession', (client) => pickUpChatSession(client, { id: 1 })],
    ['transferChatSession', (client) => transferChatSession(client, { id: 1, toAssociate: 5 })],
    ['acceptChatSessionTransfer', (client) => acceptChatSessionTransfer(client, { id: 1 })],
    ['rejectChatSessionTransfer', (client) => rejectChatSessionTransfer(client, { id: 1 })],
    ['resetChatSession', (client) => resetChatSession(client, { id: 1 })],
  ]
  test.each(writes)('behavior: %s refuses an answer with another session', async (name, write) => {
    const { client, simulator } = createChatClient()
    const us = { AssociateId: 21 }
    const entity = simulator.openChatSession({ CustomerName: 'Ada', ...(/Transfer$/.test(name) && { TransferTo: us }) })
    const body = { ...entity, ChatSessionId: 999, User: us, TransferTo: name === 'transferChatSession' ? { AssociateId: 5 } : null }
    for (const method of ['PATCH', 'PUT', 'POST']) simulator.fail({ call: 'chatSession', method, status: 200, body })
    await expect(write(client, entity)).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('behavior: createChatSession refuses an answer without an id of its own', async () => {
    const { client, simulator } = createChatClient()
    const body = { ChatSessionId: 0, Status: 'InQueue' }
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body })
    await expect(createChatSession(client, { entity: { TopicId: 1 } })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('behavior: a status of null stays null', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: null as never })
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: null })
  })

  test.each(answers)('behavior: %s as the answer is an error', async (_name, fault, error) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', ...fault })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject(error)
  })
})
