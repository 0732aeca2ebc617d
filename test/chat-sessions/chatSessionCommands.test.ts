import { describe, expect, test } from 'vitest'
import {
  acceptChatSessionTransfer,
  type EngagementClient,
  pickUpChatSession,
  rejectChatSessionTransfer,
  resetChatSession,
  transferChatSession,
} from '../../src/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'

describe('commands of a chat session', () => {
  const us = { AssociateId: 21, FullName: 'Alex Agent' }
  const others = { AssociateId: 5, FullName: 'Other Agent' }

  test('pickUpChatSession · default: the session is read, and its agent becomes the one who calls', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    await expect(pickUpChatSession(client, { id: 1 })).resolves.toMatchObject({ User: us, Status: 'UserLast' })
    expect(simulator.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${tenant}/v1/ChatSession/1`,
      `POST ${tenant}/v1/ChatSession/1/Pickup`,
    ])
  })

  test('pickUpChatSession · behavior: a session with an agent is a conflict, and no command is sent', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test('pickUpChatSession · behavior: a session that another agent picks up meanwhile is a conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: null })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.method === 'POST') Object.assign(simulator.chatSessions[0] ?? {}, { Status: 'UserLast', User: others })
    })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
  })

  test('acceptChatSessionTransfer · behavior: an empty answer is a success if the transfer took effect', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 204, applied: true })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: us })
  })

  test('transferChatSession · behavior: an answer with only an id matches a user name, but not another id', async () => {
    const { client, simulator } = createChatClient()
    const session = simulator.openChatSession({ Status: 'UserLast', User: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: { ...session, TransferTo: { AssociateId: 5 } } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 'bo' })).resolves.toMatchObject({ TransferTo: { AssociateId: 5 } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 7 })).rejects.toMatchObject({ name: 'ConflictError' })
  })

  test('pickUpChatSession · behavior: the conflict has the status 200 and the agent who was faster', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(pickUpChatSession(client, { id: 1 })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 200,
      server: { User: others },
    })
  })

  test('transferChatSession · default: the session is offered to the agent with the name or the id', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us })
    await expect(transferChatSession(client, { id: 1, toAssociate: 'Bo/b' })).resolves.toMatchObject({ TransferTo: { Name: 'Bo/b' } })
    await expect(transferChatSession(client, { id: 1, toAssociate: 5 })).resolves.toMatchObject({ TransferTo: { AssociateId: 5 } })
  })

  test("transferChatSession · behavior: another agent's session is a conflict", async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others })
    await expect(transferChatSession(client, { id: 1, toAssociate: 7 })).rejects.toMatchObject({ name: 'ConflictError' })
  })

  test('acceptChatSessionTransfer · default: the agent who calls becomes the agent of the session', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: us, TransferTo: null })
  })

  test('rejectChatSessionTransfer · default: the session stays with its agent, without a transfer', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    await expect(rejectChatSessionTransfer(client, { id: 1 })).resolves.toMatchObject({ User: others, TransferTo: null })
  })

  test.each([
    ['acceptChatSessionTransfer', acceptChatSessionTransfer],
    ['rejectChatSessionTransfer', rejectChatSessionTransfer],
  ])('%s · behavior: a session without a transfer is a conflict, and no command is sent', async (_name, call) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, TransferTo: { AssociateId: 0 } })
    await expect(call(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError' })
    expect(simulator.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  test.each([
    ['acceptChatSessionTransfer', acceptChatSessionTransfer],
    ['rejectChatSessionTransfer', rejectChatSessionTransfer],
  ])('%s · behavior: a transfer to another agent is a conflict', async (_name, call) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, TransferTo: others })
    await expect(call(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { TransferTo: others } })
  })

  test('acceptChatSessionTransfer · behavior: an answer with another agent is a conflict', async () => {
    const { client, simulator } = createChatClient()
    const session = simulator.openChatSession({ Status: 'UserLast', User: others, TransferTo: us })
    simulator.fail({ call: 'chatSession', method: 'POST', status: 200, body: { ...session, TransferTo: null } })
    await expect(acceptChatSessionTransfer(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', server: { User: others } })
  })

  test('resetChatSession · default: the session returns to the queue, without a bot', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'UserLast', User: us, ChatbotIsActive: true })
    await expect(resetChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: 'InQueue', ChatbotIsActive: false })
  })

  test('resetChatSession · behavior: a session that is over is a conflict', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: 'Closed' })
    await expect(resetChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError' })
  })

  const commands: [string, (client: EngagementClient) => Promise<object>][] = [
    ['pickUpChatSession', (client) => pickUpChatSession(client, { id: 1 })],
    ['transferChatSession', (client) => transferChatSession(client, { id: 1, toAssociate: 5 })],
    ['acceptChatSessionTransfer', (client) => acceptChatSessionTransfer(client, { id: 1 })],
    ['rejectChatSessionTransfer', (client) => rejectChatSessionTransfer(client, { id: 1 })],
    ['resetChatSession', (client) => resetChatSession(client, { id: 1 })],
  ]
  const refusals = commands.flatMap(([name, run]) => [409, 412].map((status) => [name, status, run] as const))

  test.each(refusals)('%s · behavior: the status %i is a conflict with the session as it is then', async (name, status, run) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession(/Transfer$/.test(name) ? { User: others, TransferTo: us } : {})
    simulator.fail({ call: 'chatSession', method: 'POST', status, body: { Error: true, ErrorMessage: 'Busy' } })
    simulator.subscribe(() => {
      if (simulator.requests.at(-1)?.method === 'POST') Object.assign(simulator.chatSessions[0] ?? {}, { CustomerName: 'Grace', User: us })
    })
    const error = await run(client).catch((error) => error)
    expect(error).toMatchObject({
      name: 'ConflictError',
      status,
      ours: {},
      server: { CustomerName: 'Grace', User: us },
      cause: { name: 'ServiceError', serviceMessage: 'Busy' },
    })
    expect(error).not.toHaveProperty('server.SessionKey')
    expect(simulator.requests.at(-1)?.method).toBe('GET')
  })

  test('resetChatSession · behavior: a conflict whose session cannot be read has no session', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', method: 'POST', status: 409 })
    simulator.fail({ call: 'chatSession', method: 'GET', status: 403 })
    await expect(resetChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ConflictError', status: 409, server: undefined })
  })

  test('resetChatSession · behavior: another refusal is a ServiceError', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', method: 'POST', status: 403 })
    await expect(resetChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ServiceError', status: 403 })
  })
})
