// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

const url = 'wss://lo.asyncmessagingent.example/ws_api/account/12345678/messaging/consumer?v=3'

describe("the simulator's WebSocket", () => {
  let simulator: Simulator
  beforeEach(() => {
    simulator = createSimulator()
  })

  const next = (socket: WebSocket, type: string) =>
    new Promise<Event & { code?: number; reason?: string; wasClean?: boolean; data?: string }>((resolve) => {
      socket.addEventListener(type, resolve, { once: true })
    })

  test('default: a socket has the states, members and constants of a browser', async () => {
    const socket = new simulator.WebSocket(url)
    expect(socket).toMatchObject({ url, protocol: '', extensions: '', bufferedAmount: 0, readyState: 0, CONNECTING: 0, OPEN: 1 })
    expect([simulator.WebSocket.CONNECTING, simulator.WebSocket.OPEN, simulator.WebSocket.CLOSING, simulator.WebSocket.CLOSED]).toEqual([
      0, 1, 2, 3,
    ])
    const onopen = vi.fn()
    socket.onopen = onopen
    await next(socket, 'open')
    expect(onopen).toHaveBeenCalledOnce()
    expect(socket.readyState).toBe(socket.OPEN)
    socket.close(1000, 'done')
    expect(socket.readyState).toBe(socket.CLOSING)
    await expect(next(socket, 'close')).resolves.toMatchObject({ code: 1000, reason: 'done', wasClean: true })
    expect(socket.readyState).toBe(socket.CLOSED)
  })

  test('behavior: a text before the socket is open throws', () => {
    const socket = new simulator.WebSocket(url)
    expect(() => socket.send('{}')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }))
  })

  test.each([1001, 1006, 2999, 5000])('behavior: a close with the code %i throws', (code) => {
    const socket = new simulator.WebSocket(url)
    expect(() => socket.close(code)).toThrow(expect.objectContaining({ name: 'InvalidAccessError' }))
  })

  test('behavior: an address of another scheme throws', () => {
    expect(() => new simulator.WebSocket('ftp://lo.example')).toThrow(expect.objectContaining({ name: 'SyntaxError' }))
  })

  test('behavior: a close without a code reports 1005', async () => {
    const socket = new simulator.WebSocket(url)
    await next(socket, 'open')
    socket.close()
    await expect(next(socket, 'close')).resolves.toMatchObject({ code: 1005, reason: '', wasClean: true })
  })

  test('behavior: a socket that is closed while it connects never opens', async () => {
    const socket = new simulator.WebSocket(url)
    const onopen = vi.fn()
    socket.onopen = onopen
    socket.close()
    await expect(next(socket, 'close')).resolves.toMatchObject({ code: 1006, wasClean: false })
    expect(onopen).not.toHaveBeenCalled()
  })

  test.each(['wss://lo.example/other', url.replace('v=3', 'v=2')])('behavior: %s is refused', async (address) => {
    const socket = new simulator.WebSocket(address)
    const onopen = vi.fn()
    socket.onopen = onopen
    const failed = next(socket, 'error')
    await expect(next(socket, 'close')).resolves.toMatchObject({ code: 1006 })
    await failed
    expect(onopen).not.toHaveBeenCalled()
  })

  test('behavior: a text before a close arrives, and a text after it is dropped', async () => {
    const socket = new simulator.WebSocket(url)
    await next(socket, 'open')
    socket.send('{"type":"first"}')
    socket.close()
    socket.send('{"type":"second"}')
    await next(socket, 'close')
    expect(simulator.frames.map(({ type }) => type)).toEqual(['first'])
  })

  test('behavior: an answer is a message event with a text', async () => {
    const socket = new simulator.WebSocket(url)
    await next(socket, 'open')
    socket.send('{"id":"1","type":"GetClock"}')
    const { data, type } = await next(socket, 'message')
    expect([type, JSON.parse(data ?? '')]).toEqual(['message', expect.objectContaining({ kind: 'resp', reqId: '1', code: 401 })])
  })
})
