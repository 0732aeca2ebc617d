// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

const base = 'https://lo.msdkgw.example/api/account/12345678/app/engagement/visitors'

type Ids = { visitorId: string; sessionId: string; pageId: string }

async function call(simulator: Simulator, method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await simulator.fetch(base + path, { method, ...(text !== undefined && { body: text }), ...(headers && { headers }) })
  const answer = await response.text()
  return { status: response.status, body: answer ? JSON.parse(answer) : undefined }
}

const ask = (simulator: Simulator, path = '?v=1.0', body: unknown = { appType: 'EXTERNAL' }) => call(simulator, 'POST', path, body)
const at = ({ visitorId, sessionId }: Ids) => `/${visitorId}?v=1.0&sid=${sessionId}`
const impression = {
  type: 'impDisplay',
  campaign: 2100000001,
  engId: 2100000002,
  revision: 7,
  eContext: [{ type: 'engagementContext', id: '1' }],
}

describe('createSimulator', () => {
  let simulator: Simulator
  beforeEach(() => {
    simulator = createSimulator()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('default: the answer is an offer in the format of "Create Session"', async () => {
    const { status, body } = await ask(simulator)
    expect(status).toBe(200)
    expect(body).toEqual({
      status: 'Available',
      sessionId: expect.stringMatching(/^[\w-]{22}$/),
      visitorId: expect.stringMatching(/^[\w-]{22}$/),
      pageId: expect.stringMatching(/^\d{10}$/),
      engagementDetails: {
        campaignId: '2100000001',
        engagementId: '2100000002',
        contextId: '1',
        windowId: '2100000003',
        language: 'en-US',
        engagementRevision: 7,
        validForSeconds: 900,
        skillId: 5,
        skillName: 'Sales',
      },
    })
  })

  test('parameters: the same seed gives the same ids', async () => {
    const visitorOf = async (seed: number) => (await ask(createSimulator({ seed }))).body.visitorId
    expect(await visitorOf(7)).toBe(await visitorOf(7))
    expect(await visitorOf(7)).not.toBe(await visitorOf(8))
  })

  test('parameters: accountId is the only account that the service knows', async () => {
    simulator = createSimulator({ accountId: 'other' })
    expect(await ask(simulator)).toMatchObject({ status: 404, body: { internalCode: 6 } })
  })

  test('behavior: known ids continue the session, and each request has a new page', async () => {
    const first = (await ask(simulator)).body
    const second = (await ask(simulator, at(first))).body
    expect(second).toMatchObject({ visitorId: first.visitorId, sessionId: first.sessionId, engagementDetails: { contextId: '2' } })
    expect(second.pageId).not.toBe(first.pageId)
    expect(simulator.visitors).toHaveLength(1)
    expect(simulator.sessions).toHaveLength(1)
  })

  test('behavior: a session ends after 30 minutes without use', async () => {
    vi.useFakeTimers()
    const { body } = await ask(simulator)
    vi.advanceTimersByTime(31 * 60_000)
    expect(await ask(simulator, at(body))).toMatchObject({ status: 404, body: { internalCode: 39 } })
  })

  describe('refusals', () => {
    test.each([
      ['an unknown version', '?v=1', { appType: 'EXTERNAL' }, 400, 33, 'Illegal Version'],
      ['no version', '', { appType: 'EXTERNAL' }, 400, 33, 'Illegal Version'],
      ['no JSON', '?v=1.0', 'appType=EXTERNAL', 400, 5, 'body'],
      ['no appType', '?v=1.0', {}, 400, 5, 'appType'],
      ['an unknown appType', '?v=1.0', { appType: 'WEB' }, 400, 5, 'appType'],
      ['sections as a text', '?v=1.0', { appType: 'MSDK', consumerSections: 'A,B' }, 400, 5, 'consumerSections'],
      ['an unknown device', '?v=1.0', { appType: 'MSDK', appDetails: { deviceFamily: 'phone' } }, 400, 5, 'appDetails'],
      [
        'an unknown attribute',
        '?v=1.0',
        { appType: 'MSDK', engagementAttributes: [{ type: 'viewedCart' }] },
        400,
        5,
        'engagementAttributes',
      ],
      [
        'a cart without a total',
        '?v=1.0',
        { appType: 'MSDK', engagementAttributes: [{ type: 'cart', numItems: 1 }] },
        400,
        5,
        'engagementAttributes',
      ],
      ['an impression as an attribute', '?v=1.0', { appType: 'MSDK', engagementAttributes: [impression] }, 400, 5, 'engagementAttributes'],
      ['an unknown visitor', '/nobody?v=1.0', { appType: 'EXTERNAL' }, 404, 37, 'Invalid visitor id'],
    ])('behavior: a request with %s is refused', async (_name, path, body, status, internalCode, message) => {
      expect(await ask(simulator, path, body)).toEqual({ status, body: { time: expect.any(Number), message, internalCode } })
      expect(simulator.visitors).toEqual([])
    })

    test.each([
      ['no page', {}, 'pageId'],
      ['a page of another session', { pageId: '1' }, 'pageId'],
      ['an impression of no offer', { impAttributes: [{ ...impression, engId: 1 }] }, 'impAttributes'],
      [
        'an impression of another context',
        { impAttributes: [{ ...impression, eContext: [{ type: 'engagementContext', id: '9' }] }] },
        'impAttributes',
      ],
      ['a display without a context', { impAttributes: [{ ...impression, eContext: undefined }] }, 'impAttributes'],
      ['an impression with ids as texts', { impAttributes: [{ ...impression, campaign: '2100000001' }] }, 'impAttributes'],
    ])('behavior: an update with %s is refused', async (name, changes, field) => {
      const ids: Ids = (await ask(simulator)).body
      const body = name === 'no page' ? {} : { pageId: ids.pageId, ...changes }
      expect(await call(simulator, 'PUT', at(ids), body)).toMatchObject({ status: 400, body: { internalCode: 5, message: field } })
      expect(simulator.impressions).toEqual([])
    })

    test('behavior: an update with the ids of another or an ended session is refused', async () => {
      const first: Ids = (await ask(simulator)).body
      const second: Ids = (await ask(simulator)).body
      const crossed = { ...first, sessionId: second.sessionId }
      expect(await call(simulator, 'PUT', at(crossed), { pageId: first.pageId })).toMatchObject({ status: 404, body: { internalCode: 39 } })
      expect(await call(simulator, 'PUT', at({ ...first, visitorId: 'nobody' }), { pageId: first.pageId })).toMatchObject({
        status: 404,
        body: { internalCode: 37 },
      })
      simulator.closeSession()
      expect(await call(simulator, 'PUT', at(first), { pageId: first.pageId })).toMatchObject({ status: 404, body: { internalCode: 39 } })
    })

    test('behavior: other methods and addresses are refused', async () => {
      expect((await call(simulator, 'DELETE', '?v=1.0')).status).toBe(405)
      expect((await simulator.fetch('https://elsewhere.example/')).status).toBe(404)
    })
  })

  test('behavior: an update has an empty answer, and is recorded', async () => {
    const ids: Ids = (await ask(simulator)).body
    const cart = { type: 'cart', total: 1, numItems: 1 }
    const body = { pageId: ids.pageId, impAttributes: [impression], engagementAttributes: [cart] }
    expect(await call(simulator, 'PUT', at(ids), body)).toEqual({ status: 200, body: undefined })
    expect(simulator.impressions).toMatchObject([{ ...impression, visitorId: ids.visitorId, sessionId: ids.sessionId, pageId: ids.pageId }])
    expect(simulator.attributes).toEqual([cart])
    expect(simulator.requests[1]).toMatchObject({
      call: 'update',
      method: 'PUT',
      url: base + at(ids),
      body,
      status: 200,
      time: expect.any(Number),
    })
  })

  test('behavior: a POST with a method override is a PUT', async () => {
    const ids: Ids = (await ask(simulator)).body
    expect((await call(simulator, 'POST', at(ids), { pageId: ids.pageId }, { 'X-HTTP-Method-Override': 'PUT' })).status).toBe(200)
    expect(simulator.requests[1]).toMatchObject({ call: 'update', headers: { 'x-http-method-override': 'PUT' } })
  })

  test('behavior: fetch accepts a Request object', async () => {
    const request = new Request(`${base}?v=1.0`, { method: 'POST', body: JSON.stringify({ appType: 'MSDK' }) })
    expect((await simulator.fetch(request)).status).toBe(200)
    expect(simulator.requests[0]?.body).toEqual({ appType: 'MSDK' })
  })

  test('behavior: fetch accepts a body of bytes', async () => {
    const body = new TextEncoder().encode('{"appType":"MSDK"}')
    expect((await simulator.fetch(`${base}?v=1.0`, { method: 'POST', body })).status).toBe(200)
    expect(simulator.requests[0]?.body).toEqual({ appType: 'MSDK' })
  })

  test('behavior: offer sets the answer', async () => {
    simulator.offer({ status: 'unavailable' })
    expect(Object.keys((await ask(simulator)).body)).toEqual(['status', 'sessionId', 'visitorId', 'pageId'])
    simulator.offer({ status: 'available', connectorId: '5', contextId: '77' })
    expect((await ask(simulator)).body).toMatchObject({ status: 'Available', engagementDetails: { connectorId: '5', contextId: '77' } })
  })

  test('behavior: a detail that is undefined is omitted, or made up if the service always has it', async () => {
    simulator.offer({ status: 'available', campaignId: undefined, contextId: undefined, skillId: undefined, windowId: '7' })
    const { engagementDetails } = (await ask(simulator)).body
    expect(engagementDetails).toMatchObject({ campaignId: '2100000001', contextId: '1', engagementRevision: 7, windowId: '7' })
    expect(engagementDetails).not.toHaveProperty('skillId')
  })

  test('behavior: loadAccount names a visitor that is known afterwards', async () => {
    simulator.loadAccount({ answers: 1 })
    const { status, body } = await ask(simulator)
    expect({ status, code: body.internalCode }).toEqual({ status: 500, code: 20 })
    const visitorId = /^Loading account: 12345678, vid: (\S+)$/.exec(body.message)?.[1]
    expect((await ask(simulator, `/${visitorId}?v=1.0`)).body.visitorId).toBe(visitorId)
  })

  test('behavior: loadAccount can name an empty visitor', async () => {
    simulator.loadAccount({ answers: 1, visitorId: '' })
    expect((await ask(simulator)).body.message).toBe('Loading account: 12345678, vid: ')
  })

  test('behavior: a fault has a status, a body and a number of times', async () => {
    simulator.fail({ call: 'engagement', status: 503, body: '<h1>Busy</h1>', times: 2 })
    const statuses: number[] = []
    for (let index = 0; index < 3; index++)
      statuses.push((await simulator.fetch(`${base}?v=1.0`, { method: 'POST', body: '{"appType":"MSDK"}' })).status)
    expect(statuses).toEqual([503, 503, 200])
  })

  test('behavior: faults of network and body last until recover', async () => {
    simulator.fail({ call: 'engagement', networkError: true, times: 1 })
    await expect(ask(simulator)).rejects.toThrow(TypeError)
    expect(simulator.requests[0]?.status).toBeUndefined()
    simulator.fail({ call: 'engagement', malformed: true })
    await expect(ask(simulator)).rejects.toThrow(SyntaxError)
    simulator.recover()
    expect((await ask(simulator)).status).toBe(200)
  })

  test('behavior: a request that hangs ends when it is aborted', async () => {
    simulator.hang()
    const controller = new AbortController()
    const hung = simulator.fetch(`${base}?v=1.0`, { method: 'POST', body: '{}', signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(hung).rejects.toThrow('enough')
  })

  test('behavior: the Domain API names a host for each service', async () => {
    const response = await simulator.fetch('https://api.liveperson.net/api/account/1/service/msdkgw/baseURI.json?version=1.0')
    expect(await response.json()).toEqual({ baseURIs: [{ service: 'msdkgw', account: '1', baseURI: 'lo.msdkgw.example' }] })
  })

  test('behavior: a subscriber is called for each request and answer', async () => {
    const listener = vi.fn()
    const stop = simulator.subscribe(listener)
    await ask(simulator)
    stop()
    await ask(simulator)
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
