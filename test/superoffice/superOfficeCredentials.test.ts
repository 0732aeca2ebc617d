import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getChatSession, pickUpChatSession } from '../../src/index.js'
import { createChatClient, readSessionWith } from '../support/chatClient.js'

describe('credentials of superOffice', () => {
  test('behavior: authorization is called once, and again after a refusal', async () => {
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValueOnce('Bearer new')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    await getChatSession(client, { id: 1 })
    expect(authorization).toHaveBeenCalledTimes(1)
    simulator.expireCredentials()
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ ChatSessionId: 1 })
    expect(simulator.requests.map(({ status, headers }) => [status, headers.authorization])).toEqual([
      [200, 'Bearer old'],
      [200, 'Bearer old'],
      [401, 'Bearer old'],
      [200, 'Bearer new'],
    ])
  })

  test('behavior: requests that are refused together share one new authorization', async () => {
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValue('Bearer new')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    await Promise.all([getChatSession(client, { id: 1 }), getChatSession(client, { id: 2 })])
    expect(authorization).toHaveBeenCalledTimes(2)
  })

  test('behavior: a late refusal of the old credentials does not discard the new ones', async () => {
    let release = () => {}
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValue('Bearer new')
    const { client, simulator } = createChatClient({ authorization }, ({ fetch }) => async (input, init) => {
      const response = await fetch(input, init)
      if (String(input).endsWith('/2') && response.status === 401) await new Promise<void>((resolve) => (release = resolve))
      return response
    })
    simulator.openChatSession()
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    const late = getChatSession(client, { id: 2 })
    await getChatSession(client, { id: 1 })
    release()
    await late
    expect(authorization).toHaveBeenCalledTimes(2)
  })

  test.each([401, 403])('behavior: a second %i is a ServiceError', async (status) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ServiceError', status })
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: a POST is sent again with new credentials', async () => {
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValueOnce('Bearer new')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    await expect(pickUpChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: 'UserLast' })
  })

  test('behavior: an authorization that stays pending is requested again', async () => {
    vi.useFakeTimers()
    const authorization = vi
      .fn()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockReturnValue('Bearer token')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    const read = getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(31_000)
    await expect(read).resolves.toMatchObject({ ChatSessionId: 1 })
  })

  test('behavior: a read that is aborted does not cause a second authorization', async () => {
    let answer = (_token: string) => {}
    const authorization = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)))
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    const controller = new AbortController()
    const aborted = getChatSession(client, { id: 1, signal: controller.signal })
    const remaining = getChatSession(client, { id: 1 })
    await vi.waitFor(() => expect(authorization).toHaveBeenCalled())
    controller.abort(new Error('enough'))
    await expect(aborted).rejects.toThrow('enough')
    answer('Bearer token')
    await expect(remaining).resolves.toMatchObject({ ChatSessionId: 1 })
    expect(authorization).toHaveBeenCalledTimes(1)
  })

  test('behavior: an aborted read does not wait for authorization', async () => {
    const controller = new AbortController()
    const authorization = vi.fn(() => new Promise<string>(() => {}))
    const { client } = createChatClient({ authorization })
    const read = getChatSession(client, { id: 1, signal: controller.signal })
    await vi.waitFor(() => expect(authorization).toHaveBeenCalled())
    controller.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
  })

  test('parameters: xsrfToken can be a text or a function', async () => {
    await expect(readSessionWith({ authorization: undefined, xsrfToken: 'a' })).resolves.toMatchObject({ headers: { 'x-xsrf-token': 'a' } })
    await expect(readSessionWith({ authorization: undefined, xsrfToken: async () => 'b' })).resolves.toMatchObject({
      headers: { 'x-xsrf-token': 'b' },
    })
  })

  describe('the cookie XSRF-TOKEN', () => {
    beforeEach(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
      document.cookie = 'XSRF-TOKEN=a%3Db'
    })
    afterEach(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
      document.cookie = 'XSRF-TOKEN=; max-age=0'
    })

    test('default: the cookie is sent without authorization to an API on the page’s own origin', async () => {
      const { headers } = await readSessionWith({ authorization: undefined, baseUrl: '/api' })
      expect(headers['x-xsrf-token']).toBe('a=b')
    })

    test('behavior: a cookie with an invalid escape is sent unchanged', async () => {
      // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
      document.cookie = 'XSRF-TOKEN=100%'
      const { headers } = await readSessionWith({ authorization: undefined, baseUrl: '/api' })
      expect(headers['x-xsrf-token']).toBe('100%')
    })

    test.each([
      ['another origin', { authorization: undefined }],
      ['authorization', { authorization: () => 'Bearer token', baseUrl: '/api' }],
    ])('behavior: the cookie is not sent with %s', async (_name, options) => {
      const { headers } = await readSessionWith(options)
      expect(headers).not.toHaveProperty('x-xsrf-token')
    })
  })
})
