import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConversation } from '../../src/conversation/openConversation.js'
import { NetworkError, ServiceError } from '../../src/errors.js'
import { createMailClient, openMail, settle, toLines } from '../support/conversation.js'
import { available } from '../support/engagements.js'
import { agentId, createPigeonMail, type PigeonMail, visitorId } from '../support/pigeonMail.js'

const receiptsOf = ({ published }: PigeonMail) =>
  published.flatMap((event) => (event.type === 'receipt' ? [`${event.status} ${event.sequences.join(' ')}`] : []))

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('delivered', () => {
  test('default: each message of the other side gets one receipt, and messages that come together share it', async () => {
    const { mail, conversation } = await openMail()
    await conversation.send('mine')
    mail.say('a')
    mail.say('b')
    await settle()
    mail.say('c')
    await settle()
    expect(receiptsOf(mail)).toEqual(['delivered 1 2', 'delivered 4'])
  })

  test('behavior: an event that comes twice gets one receipt', async () => {
    const { mail } = await openMail()
    const content = mail.toContent(mail.mainOf(), agentId, 'a')
    mail.record(mail.mainOf(), content)
    for (let times = 0; times < 2; times++) {
      mail.emit(content)
      await settle()
    }
    expect(receiptsOf(mail)).toEqual(['delivered 0'])
  })

  test('behavior: a history with receipts of an earlier page gets only those that are missing', async () => {
    const mail = createPigeonMail()
    const dialogId = mail.mainOf(mail.addConversation())
    for (const text of ['a', 'b', 'c']) mail.say(text)
    mail.record(dialogId, { type: 'receipt', dialogId, senderId: visitorId, status: 'delivered', sequences: [0, 1] })
    await openConversation(createMailClient({}, mail).client, { engagement: available })
    await settle()
    expect(receiptsOf(mail)).toEqual(['delivered 2'])
  })

  test('behavior: a receipt that was lost with its socket is sent over the next', async () => {
    const { mail } = await openMail()
    mail.fail('publish', 'before')
    mail.say('a')
    await settle()
    await vi.advanceTimersByTimeAsync(5000)
    expect(receiptsOf(mail)).toEqual(['delivered 0'])
  })

  test.each([
    ['is dropped', 400, ['delivered 1']],
    ['goes with the next', 429, ['delivered 0 1']],
  ])('behavior: a receipt that the service refuses %s', async (_title, status, receipts) => {
    const { mail } = await openMail()
    mail.fail('publish', new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: undefined }))
    mail.say('a')
    await settle()
    mail.say('b')
    await settle()
    expect(receiptsOf(mail)).toEqual(receipts)
  })
})

describe('read', () => {
  test('default: markRead reports the messages up to one, each once', async () => {
    const { mail, conversation } = await openMail()
    for (const text of ['a', 'b', 'c']) mail.say(text)
    await settle()
    const [, second] = conversation.getState().messages
    conversation.markRead(second?.id)
    conversation.markRead(second?.id)
    await settle()
    expect(conversation.getState().unreadCount).toBe(1)
    conversation.markRead()
    await settle()
    expect(receiptsOf(mail)).toEqual(['delivered 0 1 2', 'read 0 1', 'read 2'])
    expect(toLines(conversation)).toEqual(['agent: a (read)', 'agent: b (read)', 'agent: c (read)'])
  })

  test('behavior: a hidden page reports nothing', async () => {
    const { mail, conversation } = await openMail()
    mail.say('a')
    setVisibility('hidden')
    conversation.markRead()
    await settle()
    expect(conversation.getState().unreadCount).toBe(1)
    setVisibility('visible')
    conversation.markRead()
    await settle()
    expect(receiptsOf(mail)).toEqual(['delivered 0', 'read 0'])
  })

  test('behavior: an unknown message reports nothing', async () => {
    const { mail, conversation } = await openMail()
    mail.say('a')
    conversation.markRead('unknown')
    await settle()
    expect(receiptsOf(mail)).toEqual(['delivered 0'])
  })

  test('behavior: a message that another tab has read is read here', async () => {
    const { mail, conversation } = await openMail()
    mail.say('a')
    mail.say('b')
    await settle()
    mail.emit({ type: 'receipt', dialogId: mail.mainOf(), senderId: visitorId, status: 'read', sequences: [0] })
    await settle()
    expect(conversation.getState().unreadCount).toBe(1)
    conversation.markRead()
    await settle()
    expect(receiptsOf(mail).at(-1)).toBe('read 1')
  })
})

describe('receipts of the agent', () => {
  test.each(['delivered', 'read'] as const)('default: a message becomes %s', async (status) => {
    const { mail, conversation } = await openMail()
    await conversation.send('a')
    mail.acknowledge(status, [0])
    await settle()
    expect(toLines(conversation)).toEqual([`visitor: a (${status})`])
  })
})

describe('typing', () => {
  test('default: an agent who types is shown until the message', async () => {
    const { mail, conversation } = await openMail()
    mail.type(true)
    await settle()
    expect(conversation.getState().isAgentTyping).toBe(true)
    mail.say('a')
    await settle()
    expect(conversation.getState().isAgentTyping).toBe(false)
  })

  test('behavior: typing ends 10 seconds after its last event', async () => {
    const { mail, conversation } = await openMail()
    mail.type(true)
    await vi.advanceTimersByTimeAsync(9000)
    mail.type(true)
    await vi.advanceTimersByTimeAsync(9900)
    expect(conversation.getState().isAgentTyping).toBe(true)
    await vi.advanceTimersByTimeAsync(100)
    expect(conversation.getState().isAgentTyping).toBe(false)
  })

  test.each<[string, (mail: PigeonMail) => void]>([
    ['an event of its end', (mail) => mail.type(false)],
    ['a lost socket', (mail) => mail.dropSockets()],
  ])('behavior: %s ends the typing', async (_title, act) => {
    const { mail, conversation } = await openMail()
    mail.type(true)
    act(mail)
    await settle()
    expect(conversation.getState().isAgentTyping).toBe(false)
  })

  test("behavior: the visitor's own typing in another tab is no agent's", async () => {
    const { mail, conversation } = await openMail()
    mail.emit({ type: 'typing', dialogId: mail.mainOf(), senderId: visitorId, isTyping: true })
    await settle()
    expect(conversation.getState().isAgentTyping).toBe(false)
  })

  /** The seconds at which the page reported typing (`+`) and its end (`-`). */
  async function recordTyping(act: (conversation: Awaited<ReturnType<typeof openMail>>['conversation']) => Promise<void>) {
    const { mail, conversation } = await openMail()
    const begin = Date.now()
    const reports: string[] = []
    const push = mail.published.push.bind(mail.published)
    vi.spyOn(mail.published, 'push').mockImplementation((...items) => {
      for (const item of items) if (item.type === 'typing') reports.push(`${item.isTyping ? '+' : '-'}${(Date.now() - begin) / 1000}`)
      return push(...items)
    })
    await act(conversation)
    await vi.advanceTimersByTimeAsync(20_000)
    return reports
  }

  test('default: the visitor types for 12 seconds: reports each 5 seconds, and the end after 5', async () => {
    const reports = await recordTyping(async ({ setTyping }) => {
      for (let second = 0; second <= 12; second++) {
        setTyping(true)
        await vi.advanceTimersByTimeAsync(second < 12 ? 1000 : 0)
      }
    })
    expect(reports).toEqual(['+0', '+5', '+10', '-17'])
  })

  test('behavior: a sent message ends the typing', async () => {
    const reports = await recordTyping(async ({ setTyping, send }) => {
      setTyping(true)
      await send('a')
    })
    expect(reports).toEqual(['+0', '-0'])
  })

  test('behavior: a report that gets lost does no harm', async () => {
    const { mail, conversation } = await openMail()
    mail.fail('publish', new NetworkError())
    conversation.setTyping(true)
    await vi.advanceTimersByTimeAsync(6000)
    expect(conversation.getState().status).toBe('active')
  })
})
