import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type ClientEvent,
  createEngagementClient,
  getChatSession,
  pickUpChatSession,
  replaceChatSession,
  type SuperOfficeOptions,
  superOffice,
  updateChatSession,
} from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createChatClient, tenant } from '../support/chatClient.js'
import { takeConsole } from '../support/failOnConsole.js'

const bearer = { authorization: () => 'Bearer token' }

/** What the service was sent by one read. */
async function readWith(options: Partial<SuperOfficeOptions>) {
  const { client, simulator } = createChatClient(options)
  simulator.openChatSession()
  const read = await getChatSession(client, { id: 1 }).catch((error) => error)
  return { read, headers: simulator.requests[0]?.headers ?? {}, url: simulator.requests[0]?.url }
}

describe('superOffice', () => {
  test('default: dates in UTC, with offsets', async () => {
    const { headers } = await readWith({})
    expect(headers).toEqual({ accept: 'application/json', authorization: 'Bearer token', 'so-timezone': 'UTC,includeTZOffset' })
  })

  test('parameters: language, culture, timeZone', async () => {
    const { headers } = await readWith({ language: 'nb', culture: 'no', timeZone: 'NO,includeTZOffset' })
    expect(headers).toMatchObject({
      'accept-language': 'nb',
      'so-language': 'nb',
      'so-culture': 'no',
      'so-timezone': 'NO,includeTZOffset',
    })
  })

  test('parameters: appToken, with a warning in a browser', async () => {
    const { headers } = await readWith({ appToken: 'secret' })
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
  ])('parameters: baseUrl %s', async (baseUrl, url) => {
    await expect(readWith({ baseUrl })).resolves.toMatchObject({ url })
  })

  test('parameters: baseUrl that is none', () => {
    expect(() => superOffice({ baseUrl: 'not an address' })).toThrow(/give an address like/)
  })

  test('parameters: baseUrl as a function is asked once, and again after a network failure', async () => {
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

  test('parameters: baseUrl as a function is asked once, also by those who come at once', async () => {
    const baseUrl = vi.fn(async () => tenant)
    const { client, simulator } = createChatClient({ baseUrl })
    simulator.openChatSession()
    simulator.openChatSession()
    await Promise.all([getChatSession(client, { id: 1 }), getChatSession(client, { id: 2 })])
    expect(baseUrl).toHaveBeenCalledTimes(1)
  })

  test('behavior: what no header may hold is said so, and not retried', async () => {
    const { client, simulator } = createChatClient({ authorization: () => 'Bearer a\nb' })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('header cannot be sent'),
    })
    expect(simulator.requests).toEqual([])
  })

  test.each(['authorization', 'baseUrl', 'xsrfToken'])(
    'parameters: a %s that fails is not retried, and asked anew the next time',
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

describe('credentials', () => {
  test('behavior: authorization is asked once, and anew when it was refused', async () => {
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

  test('behavior: requests that were refused at once share what is asked anew', async () => {
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValue('Bearer new')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    await Promise.all([getChatSession(client, { id: 1 }), getChatSession(client, { id: 2 })])
    expect(authorization).toHaveBeenCalledTimes(2)
  })

  test('behavior: a late refusal of the old ones does not drop the new', async () => {
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

  test.each([401, 403])('behavior: %i twice is an error', async (status) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', status })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject({ name: 'ServiceError', status })
    expect(simulator.requests).toHaveLength(2)
  })

  test('behavior: also a call that is never repeated is sent again with new credentials', async () => {
    const authorization = vi.fn().mockResolvedValueOnce('Bearer old').mockResolvedValueOnce('Bearer new')
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    simulator.expireCredentials()
    await expect(pickUpChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: 'UserLast' })
  })

  test('behavior: one that never came is asked for again', async () => {
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

  test('behavior: one reader who leaves does not have it asked for again', async () => {
    let answer = (_token: string) => {}
    const authorization = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)))
    const { client, simulator } = createChatClient({ authorization })
    simulator.openChatSession()
    const controller = new AbortController()
    const left = getChatSession(client, { id: 1, signal: controller.signal })
    const stays = getChatSession(client, { id: 1 })
    await vi.waitFor(() => expect(authorization).toHaveBeenCalled())
    controller.abort(new Error('enough'))
    await expect(left).rejects.toThrow('enough')
    answer('Bearer token')
    await expect(stays).resolves.toMatchObject({ ChatSessionId: 1 })
    expect(authorization).toHaveBeenCalledTimes(1)
  })

  test('behavior: an abort does not wait for authorization', async () => {
    const controller = new AbortController()
    const authorization = vi.fn(() => new Promise<string>(() => {}))
    const { client } = createChatClient({ authorization })
    const read = getChatSession(client, { id: 1, signal: controller.signal })
    await vi.waitFor(() => expect(authorization).toHaveBeenCalled())
    controller.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
  })

  test('xsrfToken · parameters: a text, a function', async () => {
    await expect(readWith({ authorization: undefined, xsrfToken: 'a' })).resolves.toMatchObject({ headers: { 'x-xsrf-token': 'a' } })
    await expect(readWith({ authorization: undefined, xsrfToken: async () => 'b' })).resolves.toMatchObject({
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

    test('default without authorization, for an API on the page’s own origin', async () => {
      const { headers } = await readWith({ authorization: undefined, baseUrl: '/api' })
      expect(headers['x-xsrf-token']).toBe('a=b')
    })

    test('behavior: it may be written badly', async () => {
      // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store
      document.cookie = 'XSRF-TOKEN=100%'
      const { headers } = await readWith({ authorization: undefined, baseUrl: '/api' })
      expect(headers['x-xsrf-token']).toBe('100%')
    })

    test.each([
      ['another origin', { authorization: undefined }],
      ['authorization', { ...bearer, baseUrl: '/api' }],
    ])('behavior: it is not sent with %s', async (_name, options) => {
      const { headers } = await readWith(options)
      expect(headers).not.toHaveProperty('x-xsrf-token')
    })
  })
})

describe('failures', () => {
  beforeEach(() => void vi.useFakeTimers())

  type Call = 'GET' | 'PUT' | 'PATCH' | 'POST'

  /** Sends one call, lets all pauses pass, and tells at which seconds it was sent. */
  async function timesOf(method: Call, fault: Record<string, unknown>) {
    const begin = Date.now()
    const { client, simulator } = createChatClient()
    const entity = simulator.openChatSession() as never
    simulator.fail({ call: 'chatSession', method, ...fault })
    const calls = {
      GET: () => getChatSession(client, { id: 1 }),
      PUT: () => replaceChatSession(client, { id: 1, entity }),
      PATCH: () => updateChatSession(client, { id: 1, changes: { Rating: 5 }, base: { Rating: 0 } }),
      POST: () => pickUpChatSession(client, { id: 1 }),
    }
    const outcome = calls[method]().catch((error) => error)
    await vi.advanceTimersByTimeAsync(300_000)
    const sent = simulator.requests.filter((request) => request.method === method)
    return { times: sent.map(({ time }) => (time - begin) / 1000), outcome: await outcome }
  }

  test.each<[Call, Record<string, unknown>, number[]]>([
    ['GET', { status: 503 }, [0, 1, 3, 7]],
    ['PUT', { status: 503 }, [0, 1, 3, 7]],
    ['PATCH', { status: 503 }, [0, 1, 3, 7]],
    ['POST', { status: 503 }, [0]],
    ['GET', { status: 429 }, [0, 1, 3, 7]],
    ['PATCH', { status: 429 }, [0, 1, 3, 7]],
    ['POST', { status: 429 }, [0]],
    ['GET', { status: 500 }, [0, 1, 3, 7]],
    ['PUT', { status: 502 }, [0, 1, 3, 7]],
    ['PATCH', { status: 500 }, [0]],
    ['GET', { networkError: true }, [0, 1, 3, 7]],
    ['PATCH', { networkError: true }, [0, 1, 3, 7]],
    ['POST', { networkError: true }, [0]],
    ['GET', { status: 404 }, [0]],
    ['PUT', { status: 400 }, [0]],
    ['GET', { status: 503, retryAfter: 20 }, [0, 20, 40, 60]],
    ['GET', { status: 429, retryAfter: 600 }, [0, 60, 120, 180]],
    ['GET', { status: 503, retryAfter: 'later' }, [0, 1, 3, 7]],
    ['GET', { status: 503, times: 2 }, [0, 1, 3]],
  ])('%s · behavior: after %j it is sent at %j s', async (method, fault, times) => {
    expect((await timesOf(method, fault)).times).toEqual(times)
  })

  test('behavior: Retry-After may be a date', async () => {
    vi.setSystemTime(1_800_000_000_000)
    const { times } = await timesOf('GET', { status: 503, retryAfter: new Date(Date.now() + 9000).toUTCString(), times: 1 })
    expect(times).toEqual([0, 9])
  })

  test('behavior: an attempt without an answer ends after 30 s, and is slow after 5', async () => {
    const { client, simulator } = createChatClient()
    const begin = Date.now()
    const events: [number, ClientEvent][] = []
    client.subscribe((event) => events.push([(Date.now() - begin) / 1000, event]))
    simulator.openChatSession()
    simulator.hang()
    const outcome = getChatSession(client, { id: 1 }).catch((error) => error)
    await vi.advanceTimersByTimeAsync(300_000)
    await expect(outcome).resolves.toMatchObject({ name: 'TimeoutError' })
    expect(events).toEqual([
      [5, { type: 'slow', after: 5 }],
      [30, { type: 'retrying', attempt: 1, of: 3, delay: 1 }],
      [36, { type: 'slow', after: 5 }],
      [61, { type: 'retrying', attempt: 2, of: 3, delay: 2 }],
      [68, { type: 'slow', after: 5 }],
      [93, { type: 'retrying', attempt: 3, of: 3, delay: 4 }],
      [102, { type: 'slow', after: 5 }],
    ])
  })

  test('behavior: what is answered in time is not slow', async () => {
    const { client, simulator } = createChatClient()
    const events: ClientEvent[] = []
    client.subscribe((event) => events.push(event))
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(events).toEqual([])
  })

  test("behavior: the client's own retry leaves these calls alone", async () => {
    const simulator = createSimulator()
    simulator.fail({ call: 'chatSession', status: 503 })
    const client = createEngagementClient({
      accountId: '1',
      chatSessions: superOffice({ baseUrl: tenant, ...bearer }),
      retry: { schedule: [100], jitter: 1 },
      storage: null,
      fetch: simulator.fetch,
    })
    const begin = Date.now()
    void getChatSession(client, { id: 1 }).catch(() => {})
    await vi.advanceTimersByTimeAsync(20_000)
    expect(simulator.requests.map(({ time }) => (time - begin) / 1000)).toEqual([0, 1, 3, 7])
  })
})

describe('answers', () => {
  const answers: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'the REST error',
      { status: 400, body: { Error: true, ErrorType: 'SoInfoException', ErrorMessage: 'No' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'No', errorType: 'SoInfoException' },
    ],
    [
      'the error of model binding',
      { status: 400, body: { Message: 'The request is invalid.', MessageDetail: 'x' } },
      { name: 'ServiceError', status: 400, serviceMessage: 'The request is invalid.' },
    ],
    [
      'problem details',
      { status: 400, body: { type: 'about:blank', title: 'Bad Request', status: 400 } },
      { name: 'ServiceError', serviceMessage: 'Bad Request', errorType: 'about:blank' },
    ],
    [
      'a success that carries an error',
      { status: 200, body: { Error: true, ErrorType: 'SoX', ErrorMessage: 'No' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'No' },
    ],
    [
      'a success that carries an error of model binding',
      { status: 200, body: { Message: 'Invalid', MessageDetail: 'x' } },
      { name: 'ServiceError', status: 200, serviceMessage: 'Invalid' },
    ],
    [
      'a session that carries an error',
      { status: 200, body: { Error: true, ErrorMessage: 'No', ChatSessionId: 1, Status: 'InQueue' } },
      { name: 'ServiceError', status: 200 },
    ],
    ['null', { status: 200, body: null }, { name: 'ResponseError' }],
    ['nothing', { status: 200, body: '' }, { name: 'ResponseError' }],
    ['204', { status: 204, body: '' }, { name: 'ResponseError' }],
    ['HTML from a gateway', { malformed: true }, { name: 'ResponseError' }],
    ['a refusal in HTML', { malformed: true, status: 400 }, { name: 'ServiceError', status: 400, serviceMessage: undefined }],
    ['a list', { status: 200, body: [] }, { name: 'ResponseError' }],
    ['a text', { status: 200, body: '"hello"' }, { name: 'ResponseError' }],
    ['an object that is no session', { status: 200, body: { id: 1 } }, { name: 'ResponseError' }],
    ['a session without a status', { status: 200, body: { ChatSessionId: 1 } }, { name: 'ResponseError' }],
    ['a session with a hostile id', { status: 200, body: { ChatSessionId: {}, Status: 'InQueue' } }, { name: 'ResponseError' }],
    ['a session with a hostile status', { status: 200, body: { ChatSessionId: 1, Status: {} } }, { name: 'ResponseError' }],
  ]
  test('behavior: with select, an object without any of it is no session', async () => {
    const { client, simulator } = createChatClient()
    simulator.fail({ call: 'chatSession', status: 200, body: { message: 'portal' } })
    await expect(getChatSession(client, { id: 1, select: ['Status'] })).rejects.toMatchObject({ name: 'ResponseError' })
  })

  test('behavior: a status that is null stays so', async () => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession({ Status: null as never })
    await expect(getChatSession(client, { id: 1 })).resolves.toMatchObject({ Status: null })
  })

  test.each(answers)('behavior: %s', async (_name, fault, error) => {
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    simulator.fail({ call: 'chatSession', ...fault })
    await expect(getChatSession(client, { id: 1 })).rejects.toMatchObject(error)
  })
})
