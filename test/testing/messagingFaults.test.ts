// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type Simulator, type SocketDrop } from '../../src/testing/index.js'
import { openRawConversation, openSimulatedSocket } from '../support/rawSocket.js'

describe("the faults of the simulator's sockets", () => {
  let simulator: Simulator
  beforeEach(() => {
    vi.useFakeTimers()
    simulator = createSimulator()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const openConversation = () => openRawConversation(simulator)

  test('behavior: a dropped socket reports 1006 after an error', async () => {
    const socket = await openSimulatedSocket(simulator)
    const onError = vi.fn()
    socket.socket.addEventListener('error', onError)
    simulator.dropSocket()
    await vi.waitFor(() => expect(socket.closes).toEqual([{ code: 1006, reason: '', wasClean: false }]))
    expect(onError).toHaveBeenCalledOnce()
  })

  test.each<[SocketDrop['when'], messages: number, closes: number]>([
    ['before', 0, 1],
    ['after', 1, 1],
    ['loseAnswer', 1, 0],
  ])('parameters: when: %s keeps %i message and closes %i socket', async (when, messages, closes) => {
    const { socket, publish } = await openConversation()
    simulator.dropSocket({ when, type: 'ms.PublishEvent' })
    const onAnswer = vi.fn()
    void socket.request('GetClock')
    void publish().then(onAnswer)
    await vi.advanceTimersByTimeAsync(10)
    expect(simulator.conversations[0]?.messages).toHaveLength(messages)
    expect(socket.closes).toHaveLength(closes)
    expect(onAnswer).not.toHaveBeenCalled()
    // The echo is there if the socket is.
    expect(socket.events()).toHaveLength(when === 'loseAnswer' ? 1 : 0)
  })

  test('parameters: times: a drop counts its requests', async () => {
    const { publish, socket } = await openConversation()
    simulator.dropSocket({ when: 'loseAnswer', times: 2 })
    const onAnswer = vi.fn()
    for (let text = 0; text < 3; text++) void publish().then(onAnswer)
    await vi.advanceTimersByTimeAsync(10)
    expect(onAnswer).toHaveBeenCalledOnce()
    expect(socket.events()).toHaveLength(3)
  })

  test.each([429, 500])('behavior: the service answers %i without an effect', async (status) => {
    const { publish } = await openConversation()
    simulator.fail({ call: 'ms.PublishEvent', status, times: 1 })
    await expect(publish()).resolves.toMatchObject({ code: status })
    expect(simulator.conversations[0]?.messages).toEqual([])
    await expect(publish()).resolves.toMatchObject({ code: 200 })
  })

  test('behavior: a request whose answer fails has its effect', async () => {
    const { publish } = await openConversation()
    simulator.fail({ call: 'ms.PublishEvent', status: 500, applied: true, times: 1 })
    await expect(publish()).resolves.toMatchObject({ code: 500 })
    expect(simulator.conversations[0]?.messages).toHaveLength(1)
  })

  test('behavior: a network error of a request breaks its socket', async () => {
    const { socket, publish } = await openConversation()
    simulator.fail({ call: 'ms.PublishEvent', networkError: true })
    void publish()
    await vi.waitFor(() => expect(socket.closes).toMatchObject([{ code: 1006 }]))
  })

  test('behavior: frames come after the latency, in their order', async () => {
    const { socket, publish } = await openConversation()
    simulator.latency(100)
    const { length } = socket.frames
    void publish()
    await vi.advanceTimersByTimeAsync(50)
    simulator.latency(0)
    void socket.request('GetClock')
    await vi.advanceTimersByTimeAsync(49)
    expect(socket.frames).toHaveLength(length)
    await vi.advanceTimersByTimeAsync(1)
    expect(socket.frames.slice(length).map(({ type }) => type)).toEqual([
      'ms.PublishEventResponse',
      'ms.MessagingEventNotification',
      'GetClockResponse',
    ])
  })

  test('behavior: a silent socket gets no answer, and its close takes 10 seconds', async () => {
    const { socket, publish } = await openConversation()
    simulator.silenceSockets()
    void publish()
    simulator.agent.say('unseen')
    const { length } = socket.frames
    await vi.advanceTimersByTimeAsync(60_000)
    expect(socket.frames).toHaveLength(length)
    expect(simulator.conversations[0]?.messages).toMatchObject([{ text: 'unseen' }])
    socket.socket.close()
    const recorded = simulator.frames.length
    socket.socket.send('{}')
    await vi.advanceTimersByTimeAsync(9_999)
    expect(socket.closes).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(socket.closes).toMatchObject([{ code: 1006, wasClean: false }])
    expect(simulator.frames).toHaveLength(recorded)
  })

  test('behavior: a service that hangs opens no socket and answers no frame', async () => {
    const { socket } = await openConversation()
    simulator.hang()
    const { length } = socket.frames
    void socket.request('GetClock')
    const other = new simulator.WebSocket(socket.socket.url)
    await vi.advanceTimersByTimeAsync(1000)
    expect(other.readyState).toBe(other.CONNECTING)
    expect(socket.frames).toHaveLength(length)
    simulator.recover()
    await expect(socket.request('GetClock')).resolves.toMatchObject({ code: 200 })
  })

  test('parameters: idleClose: a socket without a frame is closed, and each frame begins the time anew', async () => {
    simulator = createSimulator({ messaging: { idleClose: 60_000 } })
    const socket = await openSimulatedSocket(simulator)
    await vi.advanceTimersByTimeAsync(59_999)
    await socket.request('GetClock')
    await vi.advanceTimersByTimeAsync(59_999)
    expect(socket.closes).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(socket.closes).toMatchObject([{ reason: 'connection timed out' }])
  })
})
