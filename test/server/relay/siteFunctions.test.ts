import { expect, test } from 'vitest'
import { createRelay } from '../../../src/server/index.js'
import { json, pageRequest, startUpstream } from './startUpstream.js'

/** The ways in which a function can fail whose result nobody needs. The runner fails on a rejection that nobody handles. */
const failures: [string, () => never][] = [
  [
    'throws',
    () => {
      throw new Error('full')
    },
  ],
  ['rejects', () => Promise.reject(new Error('full')) as never],
]

test.each(failures)('onEvent, clientAddress or invalidate that %s ends no request and no process', async (_name, fail) => {
  const upstream = await startUpstream(json(401, {}))
  const relay = createRelay({
    basePath: '/chat-proxy',
    livePerson: { accountId: '12345678', domain: upstream.origin },
    superOffice: {
      baseUrl: Object.assign(async () => upstream.origin, { invalidate: fail }),
      authorization: Object.assign(() => 'Bearer a', { invalidate: fail }),
      authorize: () => ({ role: 'agent' }),
    },
    clientAddress: fail,
    onEvent: fail,
  })
  const session = '/chat-proxy/superoffice/api/v1/ChatSession/7'
  const reason = async (path: string) => (await relay.fetch(pageRequest(path))).json()
  expect(await reason('/chat-proxy/other')).toEqual({ relay: 'path' })
  expect(await reason(session)).toEqual({ relay: 'credential' })
  upstream.answer = json(421, {})
  expect(await reason(session)).toEqual({ relay: 'redirect' })
  upstream.answer = json(200, {})
  const created = await relay.fetch(pageRequest('/chat-proxy/api/account/12345678/app/engagement/visitors?v=1.0', { body: {} }))
  expect(created.status).toBe(200)
})
