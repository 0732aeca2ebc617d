// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { NetworkError, ServiceError } from '../../src/errors.js'
import { TokenRefusedError } from '../../src/messaging/tokenRefusedError.js'
import { dialog, openScripted, startService } from '../support/openScripted.js'

describe('the opening of a socket', () => {
  test('default: the visitor is identified, then the conversations are read', async () => {
    const { service, socket, frames } = await openScripted()
    expect(service.requests.map(({ type }) => type)).toEqual(['InitConnection', 'GetClock', 'cqm.SubscribeExConversations'])
    expect(service.requests[0]).toEqual({
      kind: 'req',
      id: expect.any(String),
      type: 'InitConnection',
      headers: [
        {
          type: '.ams.headers.ClientProperties',
          appId: 'react-engagement',
          integration: 'BRAND_SDK',
          features: ['AUTO_MESSAGES', 'RICH_CONTENT', 'QUICK_REPLIES', 'MULTI_DIALOG'],
        },
        { type: '.ams.headers.ConsumerAuthentication', jwt: 'header.claims.signature' },
      ],
    })
    expect(service.requests[2]).toMatchObject({ body: { convState: ['OPEN', 'CLOSE'], stage: ['OPEN', 'CLOSE'] } })
    expect(socket).toMatchObject({ visitorId: 'visitor', openConversations: [] })
    expect(frames.slice(0, 2)).toEqual([
      { direction: 'sent', type: 'InitConnection' },
      { direction: 'received', type: 'InitConnection', code: 200 },
    ])
  })

  test('behavior: nothing is sent before the answer to InitConnection', async () => {
    const service = await startService()
    service.answers.InitConnection = () => undefined
    const opening = openScripted(service)
    await expect.poll(() => service.requests).toHaveLength(1)
    service.send('{"kind":"resp","reqId":"another","code":200}')
    service.send('{"kind":"notification","type":"ms.MessagingEventNotification","body":{"changes":[]}}')
    await new Promise((resolve) => setImmediate(resolve))
    expect(service.requests).toHaveLength(1)
    service.send(`{"kind":"resp","reqId":"${service.requests[0]?.id}","code":200}`)
    await opening
  })

  test('behavior: the open conversations are listed, the latest first', async () => {
    const service = await startService()
    service.answers['cqm.SubscribeExConversations'] = () => {
      const details = (convId: string, stage: string, metaDataLastUpdateTs: number) => ({
        type: 'UPSERT',
        result: { convId, conversationDetails: { stage, metaDataLastUpdateTs } },
      })
      const changes = [details('a', 'OPEN', 1), details('b', 'OPEN', 3), details('c', 'CLOSE', 9), details('d', 'OPEN', 2)]
      // This notification comes before the answer.
      service.notify('cqm.ExConversationChangeNotification', { changes })
      return { code: 200, body: { subscriptionId: '1' } }
    }
    const { socket, events } = await openScripted(service)
    expect(socket.openConversations.map(({ id }) => id)).toEqual(['b', 'd', 'a'])
    expect(events.map(({ type }) => type)).toEqual(Array(4).fill('conversation'))
  })

  test.each([
    [4401, ''],
    [4407, ''],
    [1008, ''],
    [1000, 'The identity token is invalid.'],
  ])('behavior: a close with %i %j before the identification is a refused token', async (code, reason) => {
    const service = await startService()
    service.answers.InitConnection = () => void service.drop(code, reason)
    const onClose = vi.fn()
    await expect(openScripted(service, { onClose })).rejects.toBeInstanceOf(TokenRefusedError)
    expect(onClose).not.toHaveBeenCalled()
  })

  test('behavior: an error has no token that the service quotes', async () => {
    const service = await startService()
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ2aXNpdG9yIn0.signature'
    service.answers.InitConnection = () => ({ code: 400, body: `Unknown token ${token}` })
    const error = await openScripted(service).catch((error) => error)
    expect(error).toMatchObject({ status: 400, serviceMessage: 'Unknown token …' })
    expect(String(error)).not.toContain(token)
  })

  test('behavior: a 401 to InitConnection is a refused token, and closes the socket', async () => {
    const service = await startService()
    service.answers.InitConnection = () => ({ code: '401', body: 'Unauthorized' })
    await expect(openScripted(service)).rejects.toBeInstanceOf(TokenRefusedError)
    expect(await service.closed()).toBe(1005)
  })

  test.each([
    ['InitConnection', 403],
    ['InitConnection', 500],
    ['cqm.SubscribeExConversations', 429],
  ])('behavior: a refusal of %s with %i rejects with a ServiceError', async (type, code) => {
    const service = await startService()
    service.answers[type] = () => ({ code, body: 'No' })
    const error = await openScripted(service).catch((error) => error)
    expect(error).toBeInstanceOf(ServiceError)
    expect(error).toMatchObject({ status: code, serviceMessage: 'No' })
    expect(await service.closed()).toBe(1005)
  })

  test('behavior: another close rejects with a NetworkError', async () => {
    const service = await startService()
    service.answers['cqm.SubscribeExConversations'] = () => void service.drop(1011)
    const error = await openScripted(service).catch((error) => error)
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).not.toBeInstanceOf(TokenRefusedError)
  })

  test('behavior: an address without a service rejects with a NetworkError', async () => {
    const service = await startService()
    await service.stop()
    await expect(openScripted(service)).rejects.toBeInstanceOf(NetworkError)
  })

  test('behavior: a constructor that throws rejects with a NetworkError', async () => {
    await expect(openScripted(await startService(), { url: 'no address' })).rejects.toMatchObject({
      name: 'NetworkError',
      cause: expect.any(SyntaxError),
    })
  })

  test.each(['InitConnection', 'cqm.SubscribeExConversations'])(
    'parameters: signal: an abort during %s closes the socket',
    async (type) => {
      const service = await startService()
      const controller = new AbortController()
      service.answers[type] = () => void controller.abort('reason')
      await expect(openScripted(service, { signal: controller.signal })).rejects.toBe('reason')
      expect(await service.closed()).toBe(1005)
    },
  )

  test('parameters: signal: an aborted signal rejects, and an abort after the opening changes nothing', async () => {
    await expect(openScripted(undefined, { signal: AbortSignal.abort('early') })).rejects.toBe('early')
    const controller = new AbortController()
    const { socket } = await openScripted(undefined, { signal: controller.signal })
    controller.abort()
    await expect(socket.publish(dialog, { type: 'typing', isTyping: true })).resolves.toEqual({ sequence: undefined })
  })
})

describe('the end of an open socket', () => {
  test.each([
    [4401, 1],
    [4407, 1],
    [1000, 0],
    [1011, 0],
  ])('behavior: a close with %i calls onClose once, and onTokenRefused %i times before', async (code, refusals) => {
    const { service, socket, onClose, onTokenRefused } = await openScripted()
    service.answers['ms.PublishEvent'] = () => undefined
    const sent = socket.publish(dialog, { type: 'text', text: 'hello' })
    service.drop(code)
    await expect(sent).rejects.toBeInstanceOf(NetworkError)
    expect(onClose).toHaveBeenCalledOnce()
    expect(onTokenRefused).toHaveBeenCalledTimes(refusals)
    if (refusals) expect(onTokenRefused.mock.invocationCallOrder[0]).toBeLessThan(onClose.mock.invocationCallOrder[0] as number)
    await expect(socket.publish(dialog, { type: 'text', text: 'again' })).rejects.toBeInstanceOf(NetworkError)
  })

  test('behavior: a socket that is about to close sends nothing, and its close ends the request', async () => {
    let isClosing = false
    const lateFrames: unknown[] = []
    class ClosingSocket extends WebSocket {
      constructor(url: string) {
        super(url)
        const get = () => (isClosing ? WebSocket.CLOSING : Reflect.get(WebSocket.prototype, 'readyState', this))
        Object.defineProperty(this, 'readyState', { get })
      }
      override send(text: string) {
        if (isClosing) lateFrames.push(text)
        super.send(text)
      }
    }
    const { service, socket, onTokenRefused } = await openScripted(undefined, { WebSocket: ClosingSocket })
    isClosing = true
    const error = socket.publish(dialog, { type: 'text', text: 'late' }).catch((error) => error)
    isClosing = false
    service.drop(4407)
    expect(await error).toBeInstanceOf(NetworkError)
    expect(lateFrames).toEqual([])
    expect(onTokenRefused).toHaveBeenCalledOnce()
  })

  test('behavior: disconnect sends what was requested, and calls onClose not at all', async () => {
    const { service, socket, onClose } = await openScripted()
    const closing = socket.close(dialog, { isFinal: true })
    socket.disconnect()
    await expect(closing).rejects.toBeInstanceOf(NetworkError)
    expect(await service.closed()).toBe(1005)
    expect(service.requestsOf('cm.UpdateConversationField')).toHaveLength(1)
    expect(onClose).not.toHaveBeenCalled()
  })

  test('behavior: a socket that is closed reads no more frames', async () => {
    const listeners: ((event: { type: string; data: string }) => void)[] = []
    class Recorded extends WebSocket {
      override addEventListener(...[type, listener]: Parameters<WebSocket['addEventListener']>) {
        super.addEventListener(type, listener as never)
        if (type === 'message') listeners.push(listener as never)
      }
    }
    const { socket, events } = await openScripted(undefined, { WebSocket: Recorded })
    socket.disconnect()
    const change = { dialogId: 'd1', sequence: 1, event: { type: 'ContentEvent', message: 'late' } }
    const data = JSON.stringify({ kind: 'notification', type: 'ms.MessagingEventNotification', body: { changes: [change] } })
    for (const listener of listeners) listener({ type: 'message', data })
    expect(events).toEqual([])
  })
})
