// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type MessagingVariants, type Simulator } from '../../src/testing/index.js'
import {
  authenticate,
  authorize,
  openRawConversation,
  openSimulatedSocket,
  openSocket,
  textEvent,
  toHeaders,
} from '../support/rawSocket.js'

describe("the simulator's sockets", () => {
  let simulator: Simulator
  beforeEach(() => {
    vi.useFakeTimers()
    simulator = createSimulator()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const openConversation = () => openRawConversation(simulator)

  describe('identification', () => {
    test('default: a request before the answer to InitConnection is refused', async () => {
      const socket = await openSocket(simulator)
      const jwt = await authenticate(simulator, await authorize(simulator))
      const [first, early] = [socket.request('InitConnection', undefined, toHeaders(jwt)), socket.request('GetClock')]
      await expect(first).resolves.toMatchObject({ code: 200 })
      await expect(early).resolves.toMatchObject({ code: 401 })
      await expect(socket.request('GetClock')).resolves.toMatchObject({ code: 200, body: { currentTime: Date.now() } })
    })

    test('parameters: earlyRequests: a request right after InitConnection is answered', async () => {
      simulator = createSimulator({ messaging: { variants: { earlyRequests: 'answered' } } })
      const socket = await openSocket(simulator)
      const jwt = await authenticate(simulator, await authorize(simulator))
      await expect(socket.request('GetClock')).resolves.toMatchObject({ code: 401 })
      void socket.request('InitConnection', undefined, toHeaders(jwt))
      await expect(socket.request('GetClock')).resolves.toMatchObject({ code: 200 })
    })

    test('behavior: a socket that does not identify its visitor is closed after 5 seconds', async () => {
      const socket = await openSocket(simulator)
      await vi.advanceTimersByTimeAsync(4999)
      expect(socket.closes).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      expect(socket.closes).toEqual([{ code: 1000, reason: 'connection timed out', wasClean: true }])
    })

    test.each<[MessagingVariants['refusedToken'], number]>([
      ['close', 4407],
      ['1008', 1008],
      ['1005', 1005],
    ])('parameters: refusedToken: an expired token with %s closes the socket with %i', async (refusedToken, code) => {
      simulator = createSimulator({ messaging: { variants: { refusedToken } } })
      const jwt = await authenticate(simulator, await authorize(simulator))
      simulator.expireTokens()
      const socket = await openSocket(simulator)
      void socket.request('InitConnection', undefined, toHeaders(jwt))
      await vi.waitFor(() => expect(socket.closes).toEqual([{ code, reason: 'identity token is invalid', wasClean: true }]))
    })

    test('parameters: refusedToken: an expired token can be answered with 401', async () => {
      simulator = createSimulator({ messaging: { variants: { refusedToken: 'response' } } })
      const socket = await openSocket(simulator)
      await expect(socket.request('InitConnection', undefined, toHeaders('garbage'))).resolves.toMatchObject({ code: 401 })
    })

    test.each([
      ['an anonymous visitor', undefined, '2100000010', 4407],
      ["a brand's visitor", 'e30.eyJzdWIiOiJhIn0.c2ln', '2100000011', 4401],
    ])('behavior: the socket of %s ends with its token', async (_title, brandToken, connector, code) => {
      const socket = await openSocket(simulator)
      const jwt = await authenticate(simulator, brandToken ?? (await authorize(simulator)), connector)
      await socket.request('InitConnection', undefined, toHeaders(jwt))
      await vi.advanceTimersByTimeAsync(60 * 60 * 1000)
      expect(socket.closes).toMatchObject([{ code }])
    })
  })

  describe('requests', () => {
    test.each<[title: string, code: number, type: string, body?: Record<string, unknown>]>([
      ['an unknown type', 400, 'ms.Unknown'],
      ['an event without a dialog', 400, 'ms.PublishEvent', { event: textEvent }],
      ['an event of an unknown dialog', 404, 'ms.PublishEvent', { dialogId: 'unknown', event: textEvent }],
      ['a subscription to an unknown dialog', 404, 'ms.SubscribeMessagingEvents', { dialogId: 'unknown' }],
      ['a change of an unknown conversation', 404, 'cm.UpdateConversationField', { conversationId: 'unknown' }],
      ['an unknown subscription', 400, 'cqm.UnsubscribeExConversations', { subscriptionId: '1' }],
      ['a second identification', 400, 'InitConnection'],
      ['a download without a path', 400, 'ms.GenerateURLForDownloadFile'],
    ])('behavior: %s is refused with %i', async (_title, code, type, body) => {
      const socket = await openSimulatedSocket(simulator)
      await expect(socket.request(type, body)).resolves.toMatchObject({ code, body: expect.any(String) })
    })

    test.each([
      ['an empty text', { ...textEvent, message: '' }],
      ['an unknown state', { type: 'ChatStateEvent', chatState: 'HUMMING' }],
      ['an unknown receipt', { type: 'AcceptStatusEvent', status: 'SEEN', sequenceList: [0] }],
      ['an unknown event', { type: 'OtherEvent' }],
    ])('behavior: %s is refused', async (_title, refused) => {
      const { socket, dialogId } = await openConversation()
      await expect(socket.request('ms.PublishEvent', { dialogId, event: refused })).resolves.toMatchObject({ code: 400 })
    })

    test('behavior: a closed conversation takes no more texts', async () => {
      const { publish } = await openConversation()
      simulator.agent.close()
      await expect(publish()).resolves.toMatchObject({ code: 400 })
    })

    test("behavior: another visitor's conversation is unknown", async () => {
      const { dialogId } = await openConversation()
      const other = await openSimulatedSocket(simulator)
      await expect(other.request('ms.SubscribeMessagingEvents', { dialogId })).resolves.toMatchObject({ code: 404 })
    })

    test('behavior: a request with a number as its id is answered', async () => {
      const socket = await openSimulatedSocket(simulator)
      socket.socket.send(JSON.stringify({ kind: 'req', id: 77, type: 'GetClock' }))
      await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ reqId: '77', code: 200 }))
    })

    test.each([undefined, '', 'x'.repeat(65), {}])('behavior: a request with the id %j is refused', async (id) => {
      const socket = await openSimulatedSocket(simulator)
      socket.socket.send(JSON.stringify({ kind: 'req', id, type: 'GetClock' }))
      await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ code: 400 }))
    })

    test('behavior: frames keep their order when the latency falls', async () => {
      const socket = await openSimulatedSocket(simulator)
      simulator.latency(100)
      void socket.request('KeepAlive')
      await vi.advanceTimersByTimeAsync(1)
      simulator.latency(99)
      void socket.request('GetClock')
      await vi.advanceTimersByTimeAsync(99)
      expect(socket.frames.slice(-2).map(({ type }) => type)).toEqual(['StringResponse', 'GetClockResponse'])
    })

    test('behavior: a frame that is no JSON is refused', async () => {
      const socket = await openSimulatedSocket(simulator)
      socket.socket.send('<')
      await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ code: 400 }))
    })

    test('behavior: a file is uploaded and downloaded by addresses that end after a minute', async () => {
      const socket = await openSimulatedSocket(simulator)
      const { body } = await socket.request('ms.GenerateURLForDownloadFile', { relativePath: '/v1/AUTH_async-images/a.png' })
      const { relativePath, queryParams } = body as { relativePath: string; queryParams: Record<string, string> }
      const status = async () =>
        (await simulator.fetch(`https://lo.swift.example${relativePath}?${new URLSearchParams(queryParams)}`)).status
      await expect(status()).resolves.toBe(200)
      vi.advanceTimersByTime(61_000)
      await expect(status()).resolves.toBe(401)
    })
  })

  test('parameters: clock: the service has a clock of its own', async () => {
    vi.useRealTimers()
    let time = 1_000_000
    const timers: (() => void)[] = []
    const setTimer = (callback: () => void) => {
      timers.push(callback)
      return () => {}
    }
    simulator = createSimulator({ messaging: { clock: { now: () => time, setTimer } } })
    const socket = await openSimulatedSocket(simulator)
    time += 5000
    await expect(socket.request('GetClock')).resolves.toMatchObject({ body: { currentTime: 1_005_000 } })
    expect(timers.length).toBeGreaterThan(0)
  })

  test('default: the record has each frame with its direction, type and socket', async () => {
    await openConversation()
    expect(simulator.frames.map(({ direction, type, socket }) => [socket, direction, type]).slice(0, 4)).toEqual([
      [1, 'sent', 'InitConnection'],
      [1, 'received', 'InitConnection'],
      [1, 'sent', 'cm.ConsumerRequestConversation'],
      [1, 'received', 'cm.ConsumerRequestConversation'],
    ])
  })
})
