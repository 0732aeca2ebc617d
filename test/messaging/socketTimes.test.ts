// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NetworkError, TimeoutError } from '../../src/errors.js'
import type { MessagingFrame } from '../../src/model/messagingService.js'
import { dialog, openScripted, startService } from '../support/openScripted.js'

/** Timers are fake, but what the network uses is real. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

/** Waits for a frame, and until the socket has handled it. */
async function untilRead(condition: () => boolean): Promise<void> {
  await until(condition)
  await new Promise((resolve) => setImmediate(resolve))
}

describe('the times of a socket', () => {
  test('default: a request without an answer rejects after 10 s, and a late answer is ignored', async () => {
    const { service, socket, onClose } = await openScripted()
    service.answers['ms.PublishEvent'] = () => undefined
    const sent = socket.publish(dialog, { type: 'text', text: 'a' })
    const settled = vi.fn()
    sent.catch(settled)
    await until(() => service.requestsOf('ms.PublishEvent').length === 1)
    await vi.advanceTimersByTimeAsync(9999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    await expect(sent).rejects.toBeInstanceOf(TimeoutError)
    service.send(JSON.stringify({ kind: 'resp', reqId: service.requestsOf('ms.PublishEvent')[0]?.id, code: 200 }))
    service.answers['ms.PublishEvent'] = () => ({ code: 200, body: { sequence: 5 } })
    expect(await socket.publish(dialog, { type: 'text', text: 'b' })).toEqual({ sequence: 5 })
    expect(onClose).not.toHaveBeenCalled()
  })

  test('behavior: a socket that does not answer GetClock is closed', async () => {
    const { service, socket, onClose } = await openScripted()
    service.answers.GetClock = () => undefined
    service.answers['ms.PublishEvent'] = () => undefined
    await vi.advanceTimersByTimeAsync(30_000)
    await until(() => service.requestsOf('GetClock').length === 2)
    await vi.advanceTimersByTimeAsync(5000)
    const sent = socket.publish(dialog, { type: 'text', text: 'a' })
    const error = sent.catch((error) => error)
    await vi.advanceTimersByTimeAsync(5100)
    expect(await error).toBeInstanceOf(NetworkError)
    expect(onClose).toHaveBeenCalledOnce()
    expect(await service.closed()).toBe(1005)
  })

  test('behavior: a socket that does not open is given up after 10 s', async () => {
    const service = await startService()
    service.answers.InitConnection = () => undefined
    const opening = openScripted(service).catch((error) => error)
    await until(() => service.requests.length === 1)
    await vi.advanceTimersByTimeAsync(10_100)
    expect(await opening).toBeInstanceOf(TimeoutError)
    expect(await service.closed()).toBe(1005)
  })

  test('behavior: without a list of conversations, the socket opens after 5 s', async () => {
    const service = await startService()
    service.answers['cqm.SubscribeExConversations'] = () => ({ code: 200, body: {} })
    const frames: MessagingFrame[] = []
    const opening = openScripted(service, { onFrame: (frame) => frames.push(frame) })
    await until(() => service.requestsOf('cqm.SubscribeExConversations').length === 1)
    await untilRead(() => frames.filter(({ direction }) => direction === 'received').length === 3)
    await vi.advanceTimersByTimeAsync(5100)
    expect((await opening).socket.openConversations).toEqual([])
  })
})

describe('a subscription', () => {
  const text = (sequence: number, members?: object) => {
    return { dialogId: 'd1', sequence, originatorId: 'a1', event: { type: 'ContentEvent', message: 'a' }, ...members }
  }
  const announce = (sequence: number) => ({
    changes: [{ type: 'UPSERT', result: { convId: 'c1', lastContentEventNotification: text(sequence), conversationDetails: {} } }],
  })

  const isClock = ({ direction, type }: MessagingFrame) => direction === 'received' && type === 'GetClock'

  async function setUp() {
    const opened = await openScripted()
    const settled = vi.fn()
    opened.service.notify('cqm.ExConversationChangeNotification', announce(4))
    await until(() => opened.events.length === 1)
    const start = (fromSequence: number) => void opened.socket.subscribe(dialog, fromSequence).then(settled)
    const answered = () => untilRead(() => opened.frames.filter(isClock).length === 2)
    return { ...opened, settled, start, answered }
  }

  test('default: a subscription waits for the last content that the service has announced', async () => {
    const { service, events, start, settled, answered } = await setUp()
    start(0)
    await answered()
    service.change(text(3))
    await untilRead(() => events.length === 2)
    expect(settled).not.toHaveBeenCalled()
    service.change(text(4, { messageAudience: 'AGENTS_AND_MANAGERS' }))
    await until(() => settled.mock.calls.length === 1)
  })

  test('behavior: a subscription waits at most 5 s', async () => {
    const { start, settled, answered } = await setUp()
    start(0)
    await answered()
    await vi.advanceTimersByTimeAsync(4900)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(300)
    expect(settled).toHaveBeenCalledOnce()
  })

  test('behavior: a subscription waits for nothing below its first sequence', async () => {
    const { start, settled, answered } = await setUp()
    start(5)
    await answered()
    expect(settled).toHaveBeenCalledOnce()
  })

  test('behavior: an event of an earlier subscription does not end the wait of the next', async () => {
    const { service, events, start, settled, answered } = await setUp()
    service.change(text(9))
    await until(() => events.length === 2)
    start(0)
    await answered()
    expect(settled).not.toHaveBeenCalled()
    service.change(text(9))
    await until(() => settled.mock.calls.length === 1)
  })

  test('behavior: a close of the socket ends the wait', async () => {
    const { service, socket, answered } = await setUp()
    const error = socket.subscribe(dialog, 0).catch((error) => error)
    await answered()
    service.drop(1011)
    expect(await error).toBeInstanceOf(NetworkError)
  })
})
