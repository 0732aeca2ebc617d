import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConversation } from '../../src/conversation/openConversation.js'
import { NetworkError, ServiceError, TimeoutError } from '../../src/errors.js'
import type { Conversation } from '../../src/model/conversation.js'
import { createMailClient, openMail, settle, toLines } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import { createPigeonMail, type PigeonFault, type PigeonMail } from '../support/pigeonMail.js'

const refuse = (status: number) => new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: undefined })

/** The first delay before the next attempt to connect, in milliseconds. */
const firstDelay = 5000

/** A page without Web Locks takes this long for a lock, in milliseconds. */
const leaseTime = 100

/** Opens the conversation in another tab of the same browser. */
async function openTab(mail: PigeonMail): Promise<Conversation> {
  vi.stubGlobal('isSecureContext', false)
  const { client } = createMailClient({ storage: localStorage }, mail)
  const opening = openConversation(client, { engagement: available })
  await vi.advanceTimersByTimeAsync(leaseTime)
  return opening
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('order', () => {
  test('default: messages arrive in the order of their sending, with one in flight', async () => {
    const { mail, conversation } = await openMail()
    const sent = ['a', 'b', 'c'].map(conversation.send)
    expect(toLines(conversation)).toEqual(['visitor: a (pending)', 'visitor: b (pending)', 'visitor: c (pending)'])
    await Promise.resolve()
    await Promise.resolve()
    expect(mail.texts().length).toBeLessThan(2)
    expect((await Promise.all(sent)).map(({ status, sequence }) => [status, sequence])).toEqual([
      ['sent', 0],
      ['sent', 1],
      ['sent', 2],
    ])
    expect(mail.texts()).toEqual(['a', 'b', 'c'])
  })

  test.each([
    ['before the response', { echoesFirst: true }],
    ['behind the response', { echoesFirst: false }],
    ['without a response that has a number', { numbers: false }],
  ])('behavior: an echo %s doubles no message', async (_title, options) => {
    const { mail, conversation } = await openMail()
    Object.assign(mail.options, options)
    await conversation.send('a')
    await conversation.send('a')
    await settle()
    expect(toLines(conversation)).toEqual(['visitor: a (sent)', 'visitor: a (sent)'])
    expect(conversation.getState().messages.map(({ sequence }) => sequence)).toEqual([0, 1])
  })

  test.each(['', '  \n'])('behavior: an empty text %j rejects, and makes no message', async (text) => {
    const { conversation } = await openMail()
    await expect(conversation.send(text)).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(conversation.getState().messages).toEqual([])
  })
})

/*
 *   page      ── a ──→ ✕            lost before or after the effect, or only the response
 *   5 s
 *   page      ── subscribe ──→      the history shows the fate
 *   page      ── a, unless it is there ── b ──→
 */
describe('a message of unknown fate', () => {
  test.each<[title: string, fault: PigeonFault]>([
    ['the socket that was lost before the effect', 'before'],
    ['the socket that was lost after the effect', 'after'],
    ['a 500 without an effect', refuse(500)],
    ['a 503 after the effect', { loseAnswer: refuse(503) }],
    ['a time-out without an effect', new TimeoutError()],
    ['a time-out after the effect', { loseAnswer: new TimeoutError() }],
  ])('behavior: %s loses and doubles nothing', async (_title, fault) => {
    const { mail, conversation } = await openMail()
    mail.say('How can I help?')
    await settle()
    mail.fail('publish', fault)
    const sent = [conversation.send('a'), conversation.send('a'), conversation.send('b')]
    await settle()
    expect(conversation.getState().status).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(4 * firstDelay)
    await Promise.all(sent)
    expect(mail.texts()).toEqual(['a', 'a', 'b'])
    expect(toLines(conversation).slice(1)).toEqual(['visitor: a (sent)', 'visitor: a (sent)', 'visitor: b (sent)'])
    expect(conversation.getState().status).toBe('active')
  })

  test('behavior: an own text of another tab with a lower sequence is not the message', async () => {
    const { mail, conversation } = await openMail()
    await conversation.send('a')
    mail.fail('publish', 'before')
    const sent = conversation.send('a')
    await vi.advanceTimersByTimeAsync(firstDelay)
    await sent
    expect(mail.texts()).toEqual(['a', 'a'])
  })

  test('behavior: no other tab sends meanwhile, for at most 5 seconds', async () => {
    const mail = createPigeonMail()
    const [one, other] = [await openTab(mail), await openTab(mail)]
    mail.fail('publish', { loseAnswer: new NetworkError() })
    const sent = one.send('a')
    await vi.advanceTimersByTimeAsync(leaseTime)
    mail.fail('open', new NetworkError(), 9)
    const otherSent = other.send('b')
    await vi.advanceTimersByTimeAsync(4900)
    expect(mail.texts()).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(leaseTime + 100)
    await otherSent
    expect(mail.texts()).toEqual(['a', 'b'])
    expect(toLines(one)).toEqual(['visitor: a (pending)'])
    sent.catch(() => {})
  })
})

describe('a refusal', () => {
  test('behavior: a message that the service refuses fails, and the next is sent', async () => {
    const { mail, conversation } = await openMail()
    mail.fail('publish', refuse(400))
    const refused = expect(conversation.send('a')).rejects.toMatchObject({ name: 'ServiceError', status: 400 })
    await conversation.send('b')
    await refused
    expect(toLines(conversation)).toEqual(['visitor: b (sent)', 'visitor: a (failed)'])
  })

  test('behavior: a failed message is sent again on request, with its id and behind those that wait', async () => {
    const { mail, conversation } = await openMail()
    mail.fail('publish', refuse(400))
    await expect(conversation.send('a')).rejects.toThrow()
    const { id } = conversation.getState().messages[0] ?? { id: '' }
    const waiting = conversation.send('b')
    const retried = conversation.retry(id)
    await settle()
    await waiting
    expect(await retried).toMatchObject({ id, status: 'sent', sequence: 1 })
    expect(mail.texts()).toEqual(['b', 'a'])
    await expect(conversation.retry(id)).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  test('behavior: after a 429, the message is sent again after 1, 2, 4 and 8 seconds, before the next', async () => {
    const { mail, conversation } = await openMail()
    const times: number[] = []
    const begin = Date.now()
    for (let index = 0; index < 4; index++) mail.fail('publish', refuse(429))
    const sent = [conversation.send('a'), conversation.send('b')]
    const stop = conversation.subscribe(() => void times.push(Date.now() - begin))
    await vi.advanceTimersByTimeAsync(14_900)
    expect(mail.texts()).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    await Promise.all(sent)
    stop()
    expect(mail.texts()).toEqual(['a', 'b'])
    expect(times.at(-1)).toBe(15_000)
    expect(conversation.getState().status).toBe('active')
  })
})

describe('offline', () => {
  test('behavior: messages wait in memory, and are sent in order when the socket is back', async () => {
    const mail = createPigeonMail()
    const conversation = await openTab(mail)
    mail.dropSockets()
    const sent = [conversation.send('a secret'), conversation.send('b')]
    await vi.advanceTimersByTimeAsync(leaseTime)
    expect(mail.texts()).toEqual([])
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('secret')
    await vi.advanceTimersByTimeAsync(firstDelay + 2 * leaseTime)
    await Promise.all(sent)
    expect(mail.texts()).toEqual(['a secret', 'b'])
  })

  test('behavior: the browser warns before it unloads a page with messages that wait', async () => {
    const { mail, conversation } = await openMail()
    const isWarned = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(isWarned()).toBe(false)
    mail.dropSockets()
    const sent = conversation.send('a')
    await settle()
    expect(isWarned()).toBe(true)
    await vi.advanceTimersByTimeAsync(firstDelay)
    await sent
    expect(isWarned()).toBe(false)
  })
})

describe('a reply', () => {
  const choice = { title: 'Yes', text: 'Yes, please', metadata: [{ id: 'yes' }] }

  test('behavior: a quick reply sends a receipt of the choice and its text', async () => {
    const { mail, conversation } = await openMail()
    const sequence = mail.say('More?', { quickReplies: [choice] })
    await settle()
    await conversation.reply(choice)
    expect(mail.published.slice(-2)).toEqual([
      { type: 'receipt', status: 'action', sequences: [sequence], metadata: choice.metadata, dialogId: mail.mainOf() },
      { type: 'text', text: 'Yes, please', metadata: choice.metadata, dialogId: mail.mainOf() },
    ])
  })

  test('behavior: a refused receipt of the choice stops no text', async () => {
    const { mail, conversation } = await openMail()
    mail.say('More?', { quickReplies: [choice] })
    await settle()
    mail.fail('publish', refuse(400))
    await conversation.reply(choice)
    expect(mail.texts()).toEqual(['Yes, please'])
  })

  test('behavior: a choice of no known message sends its text', async () => {
    const { mail, conversation } = await openMail()
    await conversation.reply(choice)
    expect(mail.published).toMatchObject([{ type: 'text', text: 'Yes, please' }])
  })
})
