import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { superOfficeRefreshToken } from '../../../src/server/superOfficeRefreshToken.js'
import { askChatSession, askEngagement, atLivePerson, atSuperOffice, visitors } from '../../support/relayAttacks.js'
import { answerAsServices, secrets } from '../../support/relayServices.js'
import { expectSafeRecords, expectSafeResponse, startRelay } from '../../support/relaySetup.js'
import { type RawResponse, sendRaw } from '../../support/sendRaw.js'

const count = 1_000
const visitorCount = 100
const tokenPath = '/login/common/oauth/tokens'

/**
 * The services hold all responses until all requests are in flight. The tenant refuses the first token then, so half of the requests need a new one.
 */
test('1,000 requests in flight for 100 visitors each get their own id, with one renewal of the credential', async () => {
  let tokens = 0
  let held = 0
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const isRefused = (authorization: string | undefined) => authorization?.endsWith('-1')
  const setup = await startRelay(
    {
      timeout: 50,
      superOffice: {
        authorization: superOfficeRefreshToken({
          clientId: 'client',
          clientSecret: secrets.appToken,
          refreshToken: secrets.sessionKey,
          fetch: (...parameters) => setup.upstream.fetch(...parameters),
        }),
        authorize: ({ headers }, { chatSessionId }) => headers.get('cookie') === `id=${chatSessionId}` && { role: 'customer' },
      },
    },
    async (request) => {
      if (request.url.pathname === tokenPath)
        return { body: { access_token: `${secrets.authorization.slice(7)}-${++tokens}`, expires_in: 3600 } }
      if (++held === count) release()
      await gate
      return isRefused(request.headers.authorization) ? { status: 401, body: { Error: true } } : answerAsServices(request)
    },
  )

  const responses: Promise<RawResponse>[] = []
  for (let index = 0; index < count; index++) {
    const id = 1_000 + (index % visitorCount)
    const chat = askChatSession({ target: atSuperOffice(`/api/v1/ChatSession/${id}`), headers: { cookie: `id=${id}` } })
    const engagement = askEngagement({ target: atLivePerson(`${visitors}/visitor-${id}?v=1.0`) })
    responses.push(sendRaw(setup.server.origin, Math.floor(index / visitorCount) % 2 ? chat : engagement))
    if (index % 100 === 99) await setImmediate()
  }
  const received = await Promise.all(responses)
  const wrong = received.filter(({ status, body }, index) => {
    const id = 1_000 + (index % visitorCount)
    const { ChatSessionId, visitorId } = status === 200 ? JSON.parse(body) : {}
    return ChatSessionId !== id && visitorId !== `visitor-${id}`
  })
  expect(wrong).toEqual([])
  for (const response of received) expectSafeResponse(response)
  expect(tokens).toBe(2)
  expect(setup.events.filter(({ type }) => type === 'credentialRenewed').length).toBeLessThanOrEqual(1)
  expectSafeRecords(setup)
  await setup.close()
})
