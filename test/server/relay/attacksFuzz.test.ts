import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSafeRequest, toExpected, toSeen } from '../../support/relayAttacks.js'
import { type FuzzCase, fuzzPaths, judge, wrongPaths } from '../../support/relayOracle.js'
import { personal, secrets } from '../../support/relayServices.js'
import {
  authorize,
  customerReads,
  customerWrites,
  expectSafeRecords,
  expectSafeResponse,
  siteOrigin,
  startRelay,
} from '../../support/relaySetup.js'
import { sendRaw } from '../../support/sendRaw.js'

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
const cases = 2_000

const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...customerReads, ...customerWrites).map((member) => `/${member}`) },
  { weight: 1, arbitrary: fc.constantFrom('/SessionKey', '/customername', '/CustomerName/x', '/~1CustomerName', 'CustomerName', '') },
)
const op = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('add', 'replace', 'remove', 'test') },
  { weight: 1, arbitrary: fc.constantFrom('move', 'copy', 'Replace', null, 1) },
)
const value = fc.jsonValue({ maxDepth: 1 })
const patch = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.record({ op, path, value }) }, fc.record({ op, path, value, from: path, more: value })), {
    minLength: 1,
    maxLength: 2,
  })
  .map((operations) => JSON.stringify(operations))

const body = fc.oneof(
  { weight: 4, arbitrary: fc.constant('{"appType":"EXTERNAL"}') },
  { weight: 4, arbitrary: patch },
  { weight: 2, arbitrary: fc.json({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '{',
      'null',
      `{"x":"${'a'.repeat(16_376)}"}`,
      `{"x":"${'a'.repeat(16_377)}"}`,
      `{"x":"${'ü'.repeat(32_765)}"}`,
    ),
  },
)

/** Cases that break no rule. */
const good: Partial<FuzzCase>[] = [
  { method: 'POST', path: fuzzPaths[0] as string, query: { v: '1.0' } },
  { method: 'POST', path: fuzzPaths[1] as string, query: { v: '1.0', sid: personal.sessionId } },
  { method: 'PUT', path: fuzzPaths[1] as string, query: { v: '1.0', sid: personal.sessionId } },
  { method: 'POST', override: 'PUT', path: fuzzPaths[1] as string, query: { v: '1.0', sid: personal.sessionId } },
  { method: 'POST', path: fuzzPaths[2] as string, query: { v: '1.1' } },
  { method: 'PUT', path: fuzzPaths[3] as string, query: { v: '1.1', vid: personal.visitorId } },
  { method: 'GET', path: fuzzPaths[5] as string, body: undefined, visitor: 'customer' },
  { method: 'PATCH', path: fuzzPaths[5] as string, visitor: 'customer', body: '[{"op":"remove","path":"/CustomerName"}]' },
  { method: 'GET', path: fuzzPaths[11] as string, body: undefined, visitor: 'agent' },
  { method: 'PUT', path: fuzzPaths[5] as string, visitor: 'agent' },
  { method: 'POST', path: fuzzPaths[4] as string, visitor: 'agent' },
  { method: 'POST', path: fuzzPaths[12] as string },
  { method: 'POST', path: fuzzPaths[12] as string, body: '' },
  { method: 'POST', path: fuzzPaths[13] as string, query: { v: '3.0' }, body: '{"id_token":"a.b.c","code":"x"}' },
  { method: 'GET', path: fuzzPaths[14] as string, body: undefined },
  { method: 'GET', path: fuzzPaths[15] as string, query: { version: '1.0' }, body: undefined },
  ...fuzzPaths.slice(6, 11).map((path): Partial<FuzzCase> => ({ method: 'POST', path, body: undefined, visitor: 'agent' })),
]

const change = fc.oneof(
  fc.record({ method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS') }),
  fc.record({ path: fc.constantFrom(...fuzzPaths, ...wrongPaths) }),
  fc.record({
    query: fc.record(
      {
        v: fc.constant('1.0'),
        sid: fc.constantFrom(personal.sessionId, 'a&host=evil.example', 'ü/..%'),
        vid: fc.constant('x'),
        obh: fc.constant('false'),
        $select: fc.constant('SessionKey'),
        $filter: fc.constant('1'),
        host: fc.constant('evil.example'),
      },
      { requiredKeys: ['v'] },
    ),
  }),
  fc.record({
    site: fc.constantFrom<FuzzCase['site']>('', 'same-origin', 'same-site', 'cross-site', 'none'),
    origin: fc.constantFrom('', siteOrigin, 'https://evil.example', 'null', `${siteOrigin}.evil.example`),
    header: fc.constantFrom<FuzzCase['header']>('', '1'),
  }),
  fc.record({ visitor: fc.constantFrom<FuzzCase['visitor']>('', 'agent', 'customer', 'everyCustomer', 'throws', 'nonsense') }),
  fc.record({ limit: fc.constantFrom<FuzzCase['limit']>('', 'refuses', 'throws') }),
  fc.record({ override: fc.constantFrom<FuzzCase['override']>('', 'PUT', 'DELETE') }),
  fc.record({ contentType: fc.constantFrom('application/json; charset=utf-8', 'text/plain', 'application/x-www-form-urlencoded') }),
  fc.record({ body }),
  fc.record({ body }),
)

const usual = {
  query: {},
  site: 'same-origin',
  origin: '',
  header: '',
  visitor: 'agent',
  limit: '',
  override: '',
  contentType: 'application/json',
  body: '{"appType":"EXTERNAL"}',
} as const

const customerPatch = patch.map((text) => ({ method: 'PATCH', path: fuzzPaths[5] as string, visitor: 'customer', body: text }) as const)

const fuzzCase = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: customerPatch }),
    fc.array(change, { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([base, changes, isChunked]) => ({ ...(Object.assign({}, usual, base, ...changes) as FuzzCase), isChunked }))

function toRequest({ isChunked, ...request }: FuzzCase & { isChunked: boolean }) {
  const { method, path, query, site, origin, header, visitor, limit, override, contentType } = request
  const search = new URLSearchParams(query).toString()
  const sent = ['GET', 'HEAD'].includes(method) ? undefined : request.body
  const headers = {
    'sec-fetch-site': site,
    origin,
    'x-react-engagement': header,
    cookie: visitor && `visitor=${visitor}`,
    'x-limit': limit,
    'x-http-method-override': override,
    'content-type': sent === undefined ? '' : contentType,
  }
  return {
    method,
    target: search ? `${path}?${search}` : path,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value)),
    body: sent,
    framing: isChunked ? ('chunked' as const) : ('length' as const),
  }
}

test(`the relay calls a service exactly where the rules allow it, in ${cases} cases (seed ${seed})`, async () => {
  const setup = await startRelay({
    limit(_caller, { headers }) {
      if (headers.get('x-limit') === 'throws') throw new Error(secrets.appToken)
      return !headers.has('x-limit')
    },
    superOffice: {
      authorize(request, target) {
        const cookie = request.headers.get('cookie') ?? ''
        if (cookie.includes('throws')) throw new Error(secrets.authorization)
        return cookie.includes('nonsense') ? ({ role: 'admin' } as never) : authorize(request, target)
      },
    },
  })
  const { upstream, server } = setup
  let relayed = 0
  await fc.assert(
    fc.asyncProperty(fuzzCase, async (request) => {
      upstream.requests.length = 0
      const response = await sendRaw(server.origin, toRequest(request))
      const { faults, doubts, seen } = judge(request)
      const isRelayed = response.status < 300
      if (isRelayed) relayed++
      else expect([...faults, ...doubts]).toContain(response.status)
      expect(upstream.requests.map(toSeen)).toEqual(isRelayed && seen ? toExpected(seen) : [])
      expect({ isRelayed, isAllowed: seen !== undefined }).not.toEqual({ isRelayed: true, isAllowed: false })
      for (const sent of upstream.requests) expectSafeRequest(sent)
      expectSafeResponse(response)
    }),
    { numRuns: cases, seed },
  )
  expect(relayed, 'the relayed cases').toBeGreaterThan(cases / 10)
  expect(relayed, 'the relayed cases').toBeLessThan((cases * 9) / 10)
  expectSafeRecords(setup)
  await setup.close()
})
