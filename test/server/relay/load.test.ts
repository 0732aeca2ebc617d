import { expect, test, vi } from 'vitest'
import { createRelay } from '../../../src/server/index.js'
import { json, pageRequest, startUpstream } from './startUpstream.js'

test('1,000 requests in flight get their own answers, and renew the credential once', async () => {
  let isAnswering = false
  const waiting: (() => void)[] = []
  const upstream = await startUpstream((call, ...rest) => {
    const answer = () => {
      const isOld = call.headers.authorization === 'Bearer old'
      return json(isOld ? 401 : 200, { ChatSessionId: Number(call.url.split('/').at(-1)), CustomerName: call.headers.authorization })(
        call,
        ...rest,
      )
    }
    if (isAnswering) return answer()
    waiting.push(answer)
  })
  let credential = 'Bearer old'
  const authorization = Object.assign(async () => credential, {
    invalidate: vi.fn(() => {
      credential = 'Bearer new'
    }),
  })
  const visitors: (string | null)[] = []
  const relay = createRelay({
    basePath: '/chat-proxy',
    superOffice: {
      baseUrl: upstream.origin,
      authorization,
      authorize({ headers }, { chatSessionId }) {
        visitors.push(headers.get('cookie'))
        return headers.get('cookie') === `visitor=${Number(chatSessionId) % 100}` && { role: 'agent' }
      },
    },
  })
  const ids = Array.from({ length: 1000 }, (_, index) => index + 1)
  const responses = ids.map((id) =>
    relay.fetch(pageRequest(`/chat-proxy/superoffice/api/v1/ChatSession/${id}`, { headers: { cookie: `visitor=${id % 100}` } })),
  )
  await vi.waitFor(() => expect(waiting).toHaveLength(1000), { timeout: 20_000 })
  isAnswering = true
  for (const answer of waiting) answer()
  const sessions = await Promise.all(responses.map(async (response) => (await response).json()))
  expect(sessions).toEqual(ids.map((ChatSessionId) => ({ ChatSessionId, CustomerName: 'Bearer new' })))
  expect(new Set(visitors).size).toBe(100)
  expect(authorization.invalidate).toHaveBeenCalledOnce()
}, 60_000)
