import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConversation } from '../../src/conversation/openConversation.js'
import { ConfigurationError, NetworkError, ServiceError, TimeoutError } from '../../src/errors.js'
import { createTestClient } from '../support/client.js'
import { createMailClient, openMail, settle, toLines } from '../support/conversation.js'
import { available, conversation as resumable } from '../support/engagements.js'
import type { PigeonFault } from '../support/pigeonMail.js'

const refuse = (status: number) => new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: undefined })

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a click', () => {
  test('default: one click makes one conversation with the ids of its engagement', async () => {
    const { client, mail } = createMailClient()
    const engagement = { ...available, connectorId: 'connector-1' }
    const conversation = await openConversation(client, { engagement })
    expect(conversation.id).toBe('conversation-1')
    expect(mail.requested).toEqual([engagement])
    expect(mail.opened).toMatchObject([{ connectorId: 'connector-1' }])
    expect(conversation.getState()).toMatchObject({ status: 'waiting', messages: [], agents: [], unreadCount: 0, error: undefined })
  })

  test('default: a message reaches the agent, and the answer reaches the visitor', async () => {
    const { mail, conversation } = await openMail()
    await conversation.send('Hello')
    mail.say('Good day')
    await settle()
    expect(mail.texts()).toEqual(['Hello'])
    expect(toLines(conversation)).toEqual(['visitor: Hello (sent)', 'agent: Good day (delivered)'])
    expect(conversation.getState()).toMatchObject({ status: 'active', unreadCount: 1 })
  })

  test('behavior: further clicks return the same conversation', async () => {
    const { client, mail } = createMailClient()
    const [one, two] = await Promise.all([1, 2].map(() => openConversation(client, { engagement: available })))
    expect(two).toBe(one)
    expect(await openConversation(client, { engagement: available })).toBe(one)
    expect([mail.opened.length, mail.requested.length]).toEqual([1, 1])
  })

  test('behavior: a conversation that is open at the service goes on', async () => {
    const { client, mail } = createMailClient()
    const id = mail.addConversation()
    mail.say('We spoke before')
    const conversation = await openConversation(client, { engagement: available })
    expect(conversation.id).toBe(id)
    expect(toLines(conversation)).toEqual(['agent: We spoke before (delivered)'])
    expect(mail.requested).toEqual([])
  })

  test('behavior: the id of a resumed conversation chooses among several', async () => {
    const { client, mail } = createMailClient()
    mail.addConversation({ id: 'c' })
    mail.addConversation({ id: 'd' })
    expect((await openConversation(client, { engagement: resumable })).id).toBe('c')
  })

  test('behavior: a resumed conversation that is over becomes a new one', async () => {
    const { client, mail } = createMailClient()
    expect((await openConversation(client, { engagement: resumable })).id).toBe('conversation-1')
    expect(mail.requested).toEqual([undefined])
  })

  test('behavior: a conversation that has only its survey open is no conversation to continue', async () => {
    const { client, mail } = createMailClient()
    mail.addConversation({
      dialogs: [
        { id: 'm', type: 'main', isOpen: false },
        { id: 's', type: 'survey', isOpen: true },
      ],
    })
    expect((await openConversation(client, { engagement: available })).id).toBe('conversation-2')
  })

  test('behavior: a new click after the end makes a new conversation', async () => {
    const { client, mail } = await openMail()
    mail.closeMain()
    await settle()
    expect((await openConversation(client, { engagement: available })).id).toBe('conversation-2')
    expect(mail.requested).toHaveLength(2)
  })
})

describe('the first message', () => {
  test('parameters: firstMessage: a new conversation begins with it', async () => {
    const { client, mail } = createMailClient()
    await openConversation(client, { engagement: available, firstMessage: 'Hello' })
    await settle()
    expect(mail.texts()).toEqual(['Hello'])
  })

  test('parameters: firstMessage: a conversation that was open does not get it', async () => {
    const { client, mail } = createMailClient()
    mail.addConversation()
    await openConversation(client, { engagement: available, firstMessage: 'Hello' })
    await settle()
    expect(mail.texts()).toEqual([])
  })
})

/*
 *   page   ── open ── request ──→ ✕      lost before or after the effect, or only the response
 *   5 s
 *   page   ── open: the list of open conversations shows the effect
 */
describe('a lost response', () => {
  test.each<[title: string, fault: PigeonFault]>([
    ['the socket is lost before the effect', 'before'],
    ['the socket is lost after the effect', 'after'],
    ['the response takes too long, without an effect', new TimeoutError()],
    ['the response takes too long, after the effect', { loseAnswer: new TimeoutError() }],
    ['a 500 follows the effect', { loseAnswer: refuse(500) }],
    ['a 429 has no effect', refuse(429)],
  ])('behavior: one click makes one conversation with its first message, though %s', async (_title, fault) => {
    const { client, mail } = createMailClient()
    mail.fail('request', fault)
    const opening = openConversation(client, { engagement: available, firstMessage: 'Hello' })
    await vi.advanceTimersByTimeAsync(5000)
    await opening
    await settle()
    expect(mail.conversations.size).toBe(1)
    expect(mail.texts()).toEqual(['Hello'])
  })
})

describe('an attempt that fails', () => {
  test.each([
    ['ConfigurationError', new ConfigurationError()],
    ['ServiceError', refuse(401)],
  ])('behavior: a %s rejects, and is the error of the state', async (name, error) => {
    const { client, mail } = createMailClient()
    const statuses: string[] = []
    client.subscribe((event) => event.type === 'conversation' && statuses.push(event.status))
    mail.fail('open', error)
    await expect(openConversation(client, { engagement: available })).rejects.toBe(error)
    expect(error.name).toBe(name)
    expect(statuses).toEqual(['connecting', 'error'])
    expect((await openConversation(client, { engagement: available })).getState().error).toBeUndefined()
  })

  test('behavior: without a network, the click waits', async () => {
    const { client, mail } = createMailClient()
    const statuses: string[] = []
    client.subscribe((event) => event.type === 'conversation' && statuses.push(event.status))
    mail.fail('open', new NetworkError(), 2)
    const opening = openConversation(client, { engagement: available })
    await vi.advanceTimersByTimeAsync(15_000)
    await opening
    expect(statuses).toEqual(['connecting', 'reconnecting', 'waiting'])
  })

  test('behavior: a client without messaging rejects', async () => {
    const { client } = createTestClient()
    await expect(openConversation(client, { engagement: available })).rejects.toMatchObject({ name: 'ConfigurationError' })
  })
})

describe('signal', () => {
  test('parameters: signal: an attempt ends when nobody waits for it any more', async () => {
    const { client, mail } = createMailClient()
    mail.fail('open', new NetworkError(), 99)
    const controllers = [new AbortController(), new AbortController()]
    const openings = controllers.map(({ signal }) => openConversation(client, { engagement: available, signal }).catch(({ name }) => name))
    controllers[0]?.abort()
    expect(await openings[0]).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(5000)
    expect(mail.opened).toHaveLength(2)
    controllers[1]?.abort()
    expect(await openings[1]).toBe('AbortError')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(mail.opened).toHaveLength(2)
  })

  test('parameters: signal: an open conversation stays when it aborts', async () => {
    const controller = new AbortController()
    const { conversation } = await openMail({}, { signal: controller.signal })
    controller.abort()
    expect(conversation.getState().status).toBe('active')
  })
})

test('behavior: before consent, nothing is opened or stored', async () => {
  const { client, mail } = createMailClient({ consent: 'required', storage: localStorage })
  const opening = openConversation(client, { engagement: available })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(mail.opened).toEqual([])
  expect({ ...localStorage }).toEqual({})
  client.setConsent('granted')
  await vi.advanceTimersByTimeAsync(200)
  expect((await opening).id).toBe('conversation-1')
})

test('behavior: the description of a conversation may come late, or not at all', async () => {
  const { client, mail } = createMailClient()
  const opening = openConversation(client, { engagement: available })
  await settle()
  expect((await opening).getState().status).toBe('waiting')
  expect(mail.subscriptions).toMatchObject([{ dialogId: 'conversation-1-main' }])
})
