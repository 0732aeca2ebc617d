import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { ChatSessionOperation, SuperOfficeRelayOptions } from '../../../src/server/relay.js'
import { asAgent, askChatSession, askEngagement, atSuperOffice, paths } from '../../support/relayAttacks.js'
import { personal, secrets } from '../../support/relayServices.js'
import { type ChangedOptions, expectSafeRecords, expectSafeResponse, startRelay } from '../../support/relaySetup.js'
import { sendRaw } from '../../support/sendRaw.js'

const operations: [operation: ChatSessionOperation, method: string, path: string, body?: unknown][] = [
  ['read', 'GET', `/${personal.chatSessionId}`],
  ['update', 'PATCH', `/${personal.chatSessionId}`, [{ op: 'replace', path: '/CustomerName', value: 'Ada' }]],
  ['replace', 'PUT', `/${personal.chatSessionId}`, { Status: 'Finished' }],
  ['create', 'POST', '', { TopicId: 3 }],
  ['pickUp', 'POST', `/${personal.chatSessionId}/Pickup`],
  ['transfer', 'POST', `/${personal.chatSessionId}/TransferTo/34`],
  ['acceptTransfer', 'POST', `/${personal.chatSessionId}/AcceptTransfer`],
  ['rejectTransfer', 'POST', `/${personal.chatSessionId}/RejectTransfer`],
  ['reset', 'POST', `/${personal.chatSessionId}/Reset`],
]

type Authorize = SuperOfficeRelayOptions['authorize']
type Verdict = [title: string, authorize: () => unknown]

const leak = () => new Error(`${secrets.authorization} ${secrets.appToken} ${personal.attribute}`)

const verdicts: Verdict[] = [
  ['says no', () => false],
  ['says no later', async () => false],
  [
    'throws',
    () => {
      throw leak()
    },
  ],
  [
    'throws nothing',
    () => {
      throw undefined
    },
  ],
  ['rejects', () => Promise.reject(leak())],
  ['never answers', () => new Promise(() => {})],
]

const nonsense: Verdict[] = [
  undefined,
  null,
  true,
  1,
  '',
  'agent',
  'customer',
  [],
  ['agent'],
  {},
  { role: undefined },
  { role: true },
  { role: 'admin' },
  { role: 'Agent' },
  { role: 'agent ' },
  { role: '' },
  { role: ['agent'] },
  { role: ['customer'] },
  { role: { toString: () => 'agent' } },
  { role: 'constructor' },
  { role: '__proto__' },
  { Role: 'agent' },
  { operation: 'read' },
  new Response('agent'),
  () => ({ role: 'agent' }),
].flatMap((value): Verdict[] => [
  [`returns ${describeValue(value)}`, () => value],
  [`resolves to ${describeValue(value)}`, async () => value],
])

function describeValue(value: unknown): string {
  return typeof value === 'object' && value instanceof Response ? 'a response' : (JSON.stringify(value) ?? String(value))
}

/** Sends one request for the operation. Returns the response, and expects that nothing of the relay's is unsafe. */
async function send([, method, path, body]: (typeof operations)[number], options: ChangedOptions) {
  const setup = await startRelay(options)
  const response = await sendRaw(
    setup.server.origin,
    askChatSession({ method, target: atSuperOffice(paths.chatSessions + path), body, headers: asAgent }),
  )
  expectSafeResponse(response)
  expectSafeRecords(setup)
  await setup.close()
  return { status: response.status, requests: setup.upstream.requests.length }
}

const deny = (authorize: () => unknown): ChangedOptions => ({ timeout: 0.2, superOffice: { authorize: authorize as Authorize } })

describe('attacks: authorize', () => {
  describe.each(operations)('the operation %s', (...operation) => {
    test.each(verdicts)('an authorize that %s refuses', async (_title, authorize) => {
      await expect(send(operation, deny(authorize))).resolves.toEqual({ status: 403, requests: 0 })
    })

    test('authorize gets the operation, the chat session and the request without its body', async () => {
      const calls: unknown[] = []
      const authorize: Authorize = async (request, target) => {
        calls.push({ ...target, method: request.method, cookie: request.headers.get('cookie'), text: await request.text() })
        return { role: 'agent' }
      }
      await expect(send(operation, { superOffice: { authorize } })).resolves.toEqual({
        status: 200,
        requests: operation[0] === 'replace' ? 2 : 1,
      })
      const [name, method, path] = operation
      const chatSessionId = path ? personal.chatSessionId : undefined
      expect(calls).toEqual([{ operation: name, chatSessionId, method, cookie: asAgent.cookie, text: '' }])
    })
  })

  test.each(nonsense)('an authorize that %s refuses', async (_title, authorize) => {
    await expect(send(operations[0] as (typeof operations)[0], deny(authorize))).resolves.toEqual({ status: 403, requests: 0 })
  })
})

describe('attacks: functions of the site that fail late', () => {
  /** A function whose promise rejects after the response. Vitest fails for a rejection that nobody handles. */
  function createLateFailure() {
    const failures: (() => void)[] = []
    const fn = () => new Promise<never>((_resolve, reject) => failures.push(() => reject(leak())))
    const fail = () => {
      for (const reject of failures) reject()
    }
    return { fn, fail }
  }

  test('an authorize that rejects after its time-out ends nothing', async () => {
    const { fn, fail } = createLateFailure()
    await expect(send(operations[0] as (typeof operations)[0], deny(fn))).resolves.toEqual({ status: 403, requests: 0 })
    fail()
    await setImmediate()
  })

  test('a limit that rejects after its time-out ends nothing', async () => {
    const { fn, fail } = createLateFailure()
    await expect(send(operations[0] as (typeof operations)[0], { timeout: 0.2, limit: fn })).resolves.toEqual({ status: 429, requests: 0 })
    fail()
    await setImmediate()
  })

  test('an authorization that rejects after its time-out ends nothing', async () => {
    const { fn, fail } = createLateFailure()
    const options = { timeout: 0.2, superOffice: { authorization: fn } }
    const { status, requests } = await send(operations[0] as (typeof operations)[0], options)
    expect([[502, 504], requests]).toEqual([expect.arrayContaining([status]), 0])
    fail()
    await setImmediate()
  })

  test.each(['throws', 'rejects'])('a listener of events that %s ends nothing', async (kind) => {
    const onEvent = () => {
      if (kind === 'throws') throw leak()
      return Promise.reject(leak())
    }
    await expect(send(operations[0] as (typeof operations)[0], { onEvent })).resolves.toEqual({ status: 200, requests: 1 })
    await setImmediate()
  })
})

describe('attacks: limit', () => {
  const limits: [title: string, limit: () => boolean | Promise<boolean>][] = [
    ['returns false', () => false],
    ['resolves to false', async () => false],
    [
      'throws',
      () => {
        throw leak()
      },
    ],
    ['rejects', () => Promise.reject(leak())],
  ]
  const requests = { engagement: askEngagement(), report: askEngagement({ method: 'PUT' }), chatSession: askChatSession() }

  describe.each(Object.entries(requests))('the route %s', (route, request) => {
    test.each(limits)('a limit that %s refuses before authorize', async (_title, limit) => {
      let authorized = 0
      const authorize = () => {
        authorized++
        return { role: 'agent' } as const
      }
      const setup = await startRelay({ limit, superOffice: { authorize } })
      const response = await sendRaw(setup.server.origin, request)
      expect(response.status).toBe(429)
      expectSafeResponse(response)
      expectSafeRecords(setup)
      expect([setup.upstream.requests.length, authorized]).toEqual([0, 0])
      await setup.close()
    })

    test('limit gets the address of the callback and the route', async () => {
      const calls: unknown[] = []
      const limit = (caller: unknown) => calls.push(caller) > 0
      const setup = await startRelay({ limit, clientAddress: () => personal.address })
      await sendRaw(setup.server.origin, request)
      expect(calls).toEqual([{ address: personal.address, route }])
      expect(setup.upstream.requests).toHaveLength(1)
      expectSafeRecords(setup)
      await setup.close()
    })
  })
})
