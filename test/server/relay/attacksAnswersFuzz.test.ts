import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asAgent, askChatSession, askEngagement } from '../../support/relayAttacks.js'
import { hosts, personal, secrets } from '../../support/relayServices.js'
import { expectSafeRecords, expectSafeResponse, startRelay } from '../../support/relaySetup.js'
import type { UpstreamAnswer } from '../../support/relayUpstream.js'
import { sendRaw } from '../../support/sendRaw.js'

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)
const cases = 500

/** Texts that no answer may bring to a browser. */
const toPlanted = (texts: string[]) =>
  fc.tuple(fc.constantFrom('', 'at ', 'no route to ', '7 '), fc.constantFrom(...texts)).map(([before, text]) => before + text)
const { authorization, appToken, customerHost } = secrets
/** The relay knows the credentials that it sends, and recognises a host. LivePerson gets no credential. */
const ofLivePerson = toPlanted([customerHost, ...Object.values(hosts)])
const ofTenant = toPlanted([authorization, authorization.slice(7), appToken, customerHost, ...Object.values(hosts)])
const hiddenValue = toPlanted(Object.values(secrets))

/** A hidden name, with each letter in either case. */
const hiddenName = fc
  .tuple(
    fc.constantFrom('SessionKey', 'CustomerHost', '_Links', 'TableRight', 'FieldProperties'),
    fc.array(fc.boolean(), { minLength: 15 }),
  )
  .map(([name, upper]) => [...name].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter.toLowerCase())).join(''))

const shownName = fc.constantFrom('ChatSessionId', 'Status', 'CustomerName', 'Person', 'Contact', 'User', 'items')
const leaf = fc.constantFrom<unknown>('InQueue', '', 0, 1.5, true, null)

/** Members of a chat session, with hidden ones at any depth. */
const { value: entity } = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc
    .tuple(
      fc.dictionary(shownName, tie('value'), { maxKeys: 4 }),
      fc.dictionary(hiddenName, fc.oneof(hiddenValue, fc.array(hiddenValue)), { maxKeys: 3 }),
    )
    .map(([shown, hidden]) => ({ ...shown, ...hidden })),
}))

const errorName = fc.constantFrom(
  ...['Error', 'ErrorType', 'ErrorMessage', 'ErrorSource', 'Message', 'MessageDetail', 'FriendlyText', 'ExceptionType', 'StackTrace'],
  ...['error', 'message', 'internalCode', 'time', 'type', 'title', 'detail', 'traceId', 'errors', 'SessionKey', '_Links'],
)
/** Returns answers with success, and errors with secrets at each place. */
function toAnswer(planted: fc.Arbitrary<string>, success: fc.Arbitrary<unknown>): fc.Arbitrary<UpstreamAnswer & { status: number }> {
  const value = fc.oneof({ weight: 3, arbitrary: planted }, fc.constantFrom<unknown>(true, 20, 39, 'SoException', null))
  const nested = fc.oneof(value, fc.dictionary(errorName, value, { maxKeys: 3 }), fc.array(planted, { maxLength: 2 }))
  const error = fc.dictionary(errorName, nested, { minKeys: 1 })
  const names = fc.constantFrom('retry-after', 'x-more', 'set-cookie', 'content-type', 'etag', 'location', 'warning')
  const headers = fc.dictionary(names, planted)
  return fc.oneof(
    fc.record({ status: fc.constantFrom(200, 201), body: success, headers }),
    fc.record({ status: fc.constantFrom(400, 401, 403, 404, 409, 412, 422, 429, 500, 502, 503, 504), body: error, headers }),
    fc.record({ status: fc.constantFrom(400, 401, 404, 500, 503), text: planted, headers }),
    fc.record({ status: fc.constantFrom(300, 301, 302, 303, 304, 305, 307, 308), headers }),
  )
}

const requests = {
  agent: askChatSession({ headers: asAgent }),
  replacement: askChatSession({
    method: 'PUT',
    headers: asAgent,
    body: { ChatSessionId: Number(personal.chatSessionId), Status: 'InQueue' },
  }),
  customer: askChatSession(),
  patch: askChatSession({ method: 'PATCH', body: [{ op: 'remove', path: '/CustomerName' }] }),
}
const livePersonRequests = { engagement: askEngagement(), report: askEngagement({ method: 'PUT', body: { pageId: '1' } }) }

const exchange = fc.oneof(
  fc.tuple(fc.constantFrom(...Object.entries(requests)), toAnswer(ofTenant, entity), fc.constant(false)),
  fc.tuple(
    fc.constantFrom(...Object.entries(livePersonRequests)),
    toAnswer(ofLivePerson, fc.dictionary(shownName, leaf)),
    fc.constant(true),
  ),
)

test(`no answer of a service brings a secret to a browser, in ${cases} cases (seed ${seed})`, async () => {
  let next: UpstreamAnswer = {}
  const setup = await startRelay({}, () => next)
  await fc.assert(
    fc.asyncProperty(exchange, async ([[_name, request], given, isLivePerson]) => {
      next = given
      const { status, ...response } = await sendRaw(setup.server.origin, request)
      expectSafeResponse({ status, ...response })
      if (given.status >= 300 && given.status < 400) expect(status).toBe(502)
      else if (given.status === 401 && !isLivePerson) expect(status).toBe(502)
      else expect([given.status, 502]).toContain(status)
    }),
    { numRuns: cases, seed },
  )
  expectSafeRecords(setup)
  await setup.close()
})
