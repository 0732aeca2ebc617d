import { describe, expect, test } from 'vitest'
import { askChatSession, askEngagement, atLivePerson, paths } from '../../support/relayAttacks.js'
import { answerAsServices } from '../../support/relayServices.js'
import { expectSafeRecords, startRelay } from '../../support/relaySetup.js'
import { type RawRequest, sendRaw } from '../../support/sendRaw.js'

/** Sends a request, and leaves when the service has it. The service responds after `release`. */
async function sendAndLeave(request: RawRequest) {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const setup = await startRelay({ timeout: 20 }, async (incoming) => {
    await gate
    return answerAsServices(incoming)
  })
  const browser = new AbortController()
  const sent = sendRaw(setup.server.origin, request, browser.signal)
  await expect.poll(() => setup.upstream.requests).toHaveLength(1)
  browser.abort()
  await sent
  await expect.poll(() => setup.server.ended).toBe(1)
  return { ...setup, release }
}

test('a browser that leaves before authorize answers causes no request', async () => {
  const grants: (() => void)[] = []
  const authorize = () => new Promise<{ role: 'agent' }>((resolve) => grants.push(() => resolve({ role: 'agent' })))
  const { server, upstream, events, close } = await startRelay({ timeout: 20, superOffice: { authorize } })
  const browser = new AbortController()
  const sent = sendRaw(server.origin, askChatSession(), browser.signal)
  await expect.poll(() => grants).toHaveLength(1)
  browser.abort()
  await sent
  await expect.poll(() => events).toEqual([{ type: 'refused', route: 'chatSession', status: 499, reason: 'aborted' }])
  grants[0]?.()
  await close()
  expect(upstream.requests).toEqual([])
})

test('the request to a silent service ends with the time-out', async () => {
  const { server, upstream, close } = await startRelay({ timeout: 0.2 }, () => ({ silent: true }))
  const { status } = await sendRaw(server.origin, askEngagement())
  expect(status).toBe(504)
  await expect.poll(() => upstream.aborted).toHaveLength(1)
  await close()
})

const put = { 'x-http-method-override': 'PUT' }

describe('attacks: browsers that leave', () => {
  test.each([
    ['App Engagement', askEngagement()],
    ['Monitoring', askEngagement({ target: atLivePerson(paths.engagement) })],
    ['a chat session', askChatSession()],
  ])('the request to %s ends with the request of the browser', async (_title, request) => {
    const { upstream, release, close } = await sendAndLeave(request)
    await expect.poll(() => upstream.aborted).toHaveLength(1)
    release()
    await close()
  })

  test.each([
    ['an update', askEngagement({ method: 'PUT', body: { pageId: '1', impAttributes: [] } })],
    ['an update by POST', askEngagement({ headers: put, body: { pageId: '1', impAttributes: [] } })],
    ['a report', askEngagement({ method: 'PUT', target: atLivePerson(paths.report), body: { engagementAttributes: [] } })],
    ['a report by POST', askEngagement({ headers: put, target: atLivePerson(paths.report), body: { engagementAttributes: [] } })],
  ])('%s continues without its page', async (_title, request) => {
    const setup = await sendAndLeave(request)
    setup.release()
    await expect.poll(() => setup.events.map(({ type }) => type)).toContain('relayed')
    expect(setup.upstream.aborted).toEqual([])
    expectSafeRecords(setup)
    await setup.close()
  })
})
