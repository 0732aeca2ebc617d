import { describe, expect, test, vi } from 'vitest'
import { getChatSession, superOffice } from '../../src/index.js'
import { createChatClient, readSessionWith, tenant } from '../support/chatClient.js'
import { takeConsole } from '../support/failOnConsole.js'

describe('superOffice', () => {
  test('default: a request asks for dates in UTC with offsets', async () => {
    const { headers } = await readSessionWith({})
    expect(headers).toEqual({ accept: 'application/json', authorization: 'Bearer token', 'so-timezone': 'UTC,includeTZOffset' })
  })

  test('parameters: language, culture and timeZone become headers', async () => {
    const { headers } = await readSessionWith({ language: 'nb', culture: 'no', timeZone: 'NO,includeTZOffset' })
    expect(headers).toMatchObject({
      'accept-language': 'nb',
      'so-language': 'nb',
      'so-culture': 'no',
      'so-timezone': 'NO,includeTZOffset',
    })
  })

  test('parameters: appToken becomes a header, with a warning in a browser', async () => {
    const { headers } = await readSessionWith({ appToken: 'secret' })
    expect(headers['so-apptoken']).toBe('secret')
    expect(takeConsole().flat().join()).toMatch(/SO-AppToken is a secret of a server/)
  })

  test.each([
    ['https://online.superoffice.example/Cust12345', `${tenant}/v1/ChatSession/1`],
    ['https://online.superoffice.example/Cust12345/', `${tenant}/v1/ChatSession/1`],
    ['https://online.superoffice.example/Cust12345/api', `${tenant}/v1/ChatSession/1`],
    ['https://online.superoffice.example/Cust12345/api/v1/', `${tenant}/v1/ChatSession/1`],
    ['online.superoffice.example/Cust12345', `${tenant}/v1/ChatSession/1`],
    ['/chat-relay', 'http://localhost:3000/chat-relay/api/v1/ChatSession/1'],
  ])('parameters: the baseUrl %s is completed', async (baseUrl, url) => {
    await expect(readSessionWith({ baseUrl })).resolves.toMatchObject({ url })
  })

  test('parameters: a baseUrl that is no address is refused', () => {
    expect(() => superOffice({ baseUrl: 'not an address' })).toThrow(/Give an address like/)
  })

  test('parameters: a baseUrl function is called once, and again after a network failure', async () => {
    vi.useFakeTimers()
    const baseUrl = vi.fn(async () => tenant)
    const { client, simulator } = createChatClient({ baseUrl })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    await getChatSession(client, { id: 1 })
    expect(baseUrl).toHaveBeenCalledTimes(1)
    simulator.fail({ call: 'chatSession', networkError: true, times: 1 })
    const read = getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(1000)
    await read
    expect(baseUrl).toHaveBeenCalledTimes(2)
  })

  test('parameters: a baseUrl function is called once for simultaneous requests', async () => {
    const baseUrl = vi.fn(async () => tenant)
    const { client, simulator } = createChatClient({ baseUrl })
    simulator.openChatSession()
    simulator.openChatSession()
    await Promise.all([getChatSession(client, { id: 1 }), getChatSession(client, { id: 2 })])
    expect(baseUrl).toHaveBeenCalledTimes(1)
  })

  test('behavior: a value that no header allows is a ConfigurationError, and is not retried', async () => {
    const { client, simulator } = createChatClient({ authorization: () => 'Bearer a\nb' })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('header cannot be sent'),
    })
    expect(simulator.requests).toEqual([])
  })

  test.each(['authorization', 'baseUrl', 'xsrfToken'])(
    'parameters: a function %s that fails is not retried, and is called again by the next request',
    async (name) => {
      const values = { authorization: 'Bearer token', baseUrl: tenant, xsrfToken: 'token' }
      const answer = vi.fn(async () => values[name as keyof typeof values])
      answer.mockRejectedValueOnce(new Error('no token today'))
      const { client, simulator } = createChatClient({ [name]: answer })
      simulator.openChatSession()
      await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringContaining(`${name}() failed`),
        cause: { message: 'no token today' },
      })
      expect(simulator.requests).toEqual([])
      await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ ChatSessionId: 1 })
    },
  )
})
