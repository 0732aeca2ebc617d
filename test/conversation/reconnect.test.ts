import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toReconnectDelay } from '../../src/conversation/reconnectDelay.js'
import { NetworkError, ServiceError } from '../../src/errors.js'
import { monitoring } from '../../src/index.js'
import { openMail, settle, toLines } from '../support/conversation.js'

const refuse = (status: number) => new ServiceError({ status, internalCode: undefined, time: undefined, serviceMessage: undefined })

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Loses the socket of an open conversation, and records the seconds at which the page tries to open another. */
async function loseSocket(options = {}) {
  const opened = await openMail(options)
  const { mail } = opened
  const begin = Date.now()
  const attempts: number[] = []
  const push = mail.opened.push.bind(mail.opened)
  vi.spyOn(mail.opened, 'push').mockImplementation((...items) => {
    attempts.push((Date.now() - begin) / 1000)
    return push(...items)
  })
  mail.fail('open', new NetworkError(), 99)
  mail.dropSockets()
  await settle()
  return { ...opened, attempts }
}

describe('the schedule', () => {
  test.each([
    ['the published delays', undefined, [5, 10, 15, 120, 240, 480, 480]],
    ["the site's own delays", [1], [1, 120, 240, 480, 480, 480, 480]],
    ['no delays', [], [120, 240, 480, 480, 480, 480, 480]],
  ])('default: attempts follow %s, then the slow ones', (_title, schedule, delays) => {
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => toReconnectDelay(failures, schedule))).toEqual(delays)
  })

  test('default: a lost socket is opened again after 5, 10, 15 and 120 seconds, and so on', async () => {
    const { conversation, attempts } = await loseSocket()
    expect(conversation.getState().status).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(1500_000)
    expect(attempts).toEqual([5, 15, 30, 150, 390, 870, 1350])
  })

  test('parameters: retry: its schedule counts', async () => {
    const { attempts } = await loseSocket({ retry: { schedule: [2] } })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(attempts).toEqual([2])
  })

  test('behavior: the delays of another service do not count', async () => {
    const { attempts } = await loseSocket({ service: monitoring({ appInstallationId: 'installation' }) })
    await vi.advanceTimersByTimeAsync(6000)
    expect(attempts).toEqual([5])
  })

  test('behavior: a connection begins the schedule anew', async () => {
    const { mail, conversation } = await openMail()
    for (let index = 0; index < 5; index++) {
      mail.dropSockets()
      await vi.advanceTimersByTimeAsync(5000)
      expect(conversation.getState().status).toBe('active')
    }
  })

  test('behavior: the page tries at once when it is visible again', async () => {
    const { attempts } = await loseSocket()
    await vi.advanceTimersByTimeAsync(31_000)
    document.dispatchEvent(new Event('visibilitychange'))
    await settle()
    expect(attempts.at(-1)).toBe(31)
    await vi.advanceTimersByTimeAsync(5000)
    expect(attempts.at(-1)).toBe(36)
  })

  test("behavior: the network's return spreads the attempts over 5 seconds", async () => {
    const { attempts } = await loseSocket()
    vi.spyOn(Math, 'random').mockReturnValue(0.5)
    await vi.advanceTimersByTimeAsync(31_000)
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(2499)
    expect(attempts).toHaveLength(3)
    await vi.advanceTimersByTimeAsync(1)
    expect(attempts).toHaveLength(4)
  })

  test.each([401, 403])('behavior: a %i ends the attempts, and what waits fails', async (status) => {
    const { mail, conversation } = await openMail()
    mail.fail('open', refuse(status))
    mail.dropSockets()
    const sent = expect(conversation.send('a')).rejects.toMatchObject({ status })
    await vi.advanceTimersByTimeAsync(60_000)
    await sent
    expect(conversation.getState()).toMatchObject({ status: 'error', error: { status } })
    expect(toLines(conversation)).toEqual(['visitor: a (failed)'])
    await expect(conversation.send('b')).rejects.toMatchObject({ status })
    expect(mail.opened).toHaveLength(2)
  })

  test.each([429, 500])('behavior: a %i does not end the attempts', async (status) => {
    const { mail, conversation } = await openMail()
    mail.fail('open', refuse(status))
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(15_000)
    expect(conversation.getState().status).toBe('active')
  })

  test('behavior: a page that leaves the conversation tries no more', async () => {
    const { conversation, attempts } = await loseSocket()
    conversation.leave()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(attempts).toEqual([])
  })
})

describe('the history', () => {
  test('default: the events of the meantime arrive, and those before stay the same objects', async () => {
    const { mail, conversation } = await openMail()
    for (let index = 0; index < 30; index++) mail.say(`before ${index}`)
    await settle()
    const before = conversation.getState().messages
    mail.dropSockets()
    mail.say('meanwhile')
    await vi.advanceTimersByTimeAsync(5000)
    const { messages } = conversation.getState()
    expect(messages.slice(0, 30).every((message, index) => message === before[index])).toBe(true)
    expect(toLines(conversation).at(-1)).toBe('agent: meanwhile (delivered)')
    expect(mail.subscriptions.at(-1)?.fromSequence).toBeGreaterThan(15)
  })

  /*
   *   page   ── text ──→        service   ── agent's text 0 ──→ ✕
   *   page   ←── response: 1
   *   page   ── subscribe ──→   a subscription from 2 would lose the agent's text
   */
  test("behavior: a response's sequence does not hide an event that was lost before it", async () => {
    const { mail, conversation } = await openMail()
    mail.record(mail.mainOf(), mail.toContent(mail.mainOf(), 'agent-1', 'lost'))
    mail.options.echoes = false
    await conversation.send('a')
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(5000)
    expect(toLines(conversation)).toEqual(['agent: lost (delivered)', 'visitor: a (sent)'])
  })

  test('behavior: an event of a lower sequence that was still due is read again', async () => {
    const { mail, conversation } = await openMail()
    mail.record(mail.mainOf(), mail.toContent(mail.mainOf(), 'agent-1', 'lost'))
    mail.say('in time')
    await settle()
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(5000)
    expect(toLines(conversation)).toEqual(['agent: lost (delivered)', 'agent: in time (delivered)'])
  })

  test('behavior: a conversation that ended meanwhile is closed with its last messages', async () => {
    const { mail, conversation } = await openMail()
    mail.dropSockets()
    const sent = expect(conversation.send('a')).rejects.toMatchObject({ name: 'EngagementError' })
    mail.say('Goodbye')
    mail.closeMain()
    await vi.advanceTimersByTimeAsync(5000)
    await sent
    expect(toLines(conversation)).toEqual(['agent: Goodbye (delivered)', 'visitor: a (failed)'])
    expect(conversation.getState().status).toBe('closed')
    await vi.advanceTimersByTimeAsync(5000)
    expect(mail.count()).toBe(0)
  })

  test('behavior: a conversation that ended meanwhile is closed, though the service refuses its history', async () => {
    const { mail, conversation } = await openMail()
    mail.fail('subscribe', refuse(404))
    mail.dropSockets()
    mail.closeMain()
    await vi.advanceTimersByTimeAsync(5000)
    expect(conversation.getState().status).toBe('closed')
  })

  test('behavior: events of a lost socket are ignored', async () => {
    const { mail, conversation } = await openMail()
    const late = mail.opened[0]?.onEvent
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(5000)
    late?.(mail.toContent(mail.mainOf(), 'agent-1', 'late'))
    await settle()
    expect(conversation.getState().messages).toEqual([])
  })

  test('behavior: a failed subscription tries again', async () => {
    const { mail, conversation } = await openMail()
    mail.fail('subscribe', 'before')
    mail.dropSockets()
    await vi.advanceTimersByTimeAsync(5000)
    expect(conversation.getState().status).toBe('reconnecting')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(conversation.getState().status).toBe('active')
  })
})
