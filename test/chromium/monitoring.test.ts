import { describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

const test = browserTest.extend('corsMethods', 'GET, POST, PATCH')

/** The page sends the printed request, with a schedule of milliseconds. */
const printed = { monitoring: '', schedule: '0.1,0.1' }

/** A button out of view is not displayed, so no report adds to the requests that a test counts. */
const outOfView = { ...printed, above: '2000px' }

describe('a site on Monitoring, whose CORS rules name GET, POST and PATCH alone', () => {
  test('the request equals the printed one, except that we add `os` beside `osName`', async ({ service, open, button }) => {
    await open(outOfView)
    await button().waitFor()
    expect(
      service.simulator.requests.map(({ method, url, body, status }) => ({ method, path: url.split('/app/')[1], body, status })),
    ).toEqual([
      {
        method: 'POST',
        path: '123/engagement?v=1.1',
        status: 201,
        body: {
          clientProperties: {
            os: 'MAC_OSX',
            osName: 'MAC_OSX',
            osVersion: '1.2',
            appVersion: '1.0',
            deviceFamily: 'MOBILE',
            ipAddress: '192.168.5.2',
          },
          consumerId: 'uniqueIdInBrand',
          identities: [
            { iss: 'Shop', acr: '0', sub: 'identifierForNoAuth' },
            { iss: 'Shop', acr: 'loa1', sub: 'identifierForAuth' },
          ],
          entryPoints: ['tel://15550100000', 'https://shop.example/', 'sec://Sport', 'lang://English'],
          engagementAttributes: [
            { type: 'personal', personal: { contacts: [{ email: 'sam@shop.example' }], firstname: 'Sam', gender: 'FEMALE' } },
          ],
        },
      },
    ])
  })

  const ids = { sessionId: 'abc', visitorId: 'xyz' }
  const loading = { time: 1501074704502, message: 'Loading account: ta3hWd4IgG, vid: myVisitorId' }

  test.for<[string, number, object, object]>([
    [
      '201 with an offer',
      201,
      {
        ...ids,
        pageId: '595933432',
        engagementDetails: [
          {
            campaignId: 880524023,
            engagementId: 880524123,
            engagementRevision: 21,
            contextId: '1',
            connectorId: 2642324112,
            status: 'expose',
          },
        ],
      },
      {
        status: 'available',
        ...ids,
        pageId: '595933432',
        campaignId: '880524023',
        engagementId: '880524123',
        engagementRevision: 21,
        contextId: '1',
        connectorId: '2642324112',
        expiresAt: expect.any(Number),
      },
    ],
    [
      '200 with a conversation',
      200,
      {
        ...ids,
        pageId: '2095636278',
        engagementDetails: [
          {
            campaignId: 880524423,
            engagementId: 880524523,
            engagementRevision: 23,
            conversationId: 'fdasfdas',
            connectorId: 2642324112,
            status: 'conversation',
          },
        ],
      },
      {
        status: 'conversation',
        ...ids,
        pageId: '2095636278',
        campaignId: '880524423',
        engagementId: '880524523',
        engagementRevision: 23,
        conversationId: 'fdasfdas',
        connectorId: '2642324112',
      },
    ],
    ['200 with no offer', 200, { ...ids, pageId: '4743822558' }, { status: 'unavailable', ...ids, pageId: '4743822558' }],
  ])('the printed answer is read: %s', async ([_name, status, body, expected], { service, page, open }) => {
    service.simulator.fail({ call: 'engagement', status, body })
    await open(outOfView)
    await expect.poll(async () => JSON.parse((await page.locator('output').textContent()) || '{}')).toEqual(expected)
  })

  test.for<[string, number, number]>([
    ['version 1.0', 500, 20],
    ['version 1.1', 202, 38],
  ])('the printed answer of a loading account is read: %s', async ([_name, status, internalCode], { service, consoleOutput, open }) => {
    service.simulator.fail({ call: 'engagement', status, body: { ...loading, internalCode }, times: 1 })
    await open(printed)
    await expect.poll(() => service.simulator.requests[1]?.status).toBeDefined()
    const [first, second] = service.simulator.requests
    expect(new URL(second?.url ?? '').searchParams.get('vid')).toBe('myVisitorId')
    expect(second?.body).toEqual(first?.body)
    // The simulator responds with 404 to the printed visitor, because it does not know that visitor.
    await expect.poll(() => consoleOutput.filter((text) => text.includes('404')).length).toBe(1)
    expect(consoleOutput.splice(0).filter((text) => !/status of (500|404)/.test(text))).toEqual([])
  })

  test("a site with a proxy on the page's own origin sends no preflight", async ({ site, service, openAtRest, button }) => {
    site.proxy.target = service.origin
    await openAtRest({ ...outOfView, service: '/chat-proxy' })
    await button().click()
    await expect.poll(() => service.simulator.requests.map(({ status }) => status)).toEqual([201, 200])
    expect(service.preflights).toEqual([])
  })

  test('a click is reported once by POST, after its display', async ({ service, openAtRest, button }) => {
    await openAtRest(outOfView)
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(service.simulator.requests[1]).toMatchObject({ method: 'POST', headers: { 'x-http-method-override': 'PUT' }, status: 200 })
  })

  test('a loading account (202) is retried as the visitor that it named', async ({ service, open, button }) => {
    service.simulator.loadAccount({ answers: 2 })
    await open(outOfView)
    await button().waitFor()
    const [visitor] = service.simulator.visitors
    expect(service.simulator.requests.map(({ url, status }) => [new URL(url).searchParams.get('vid'), status])).toEqual([
      [null, 202],
      [visitor?.visitorId, 202],
      [visitor?.visitorId, 201],
    ])
    expect(service.simulator.visitors).toHaveLength(1)
  })

  test('a click resumes a conversation, and no impression is reported', async ({ service, page, open }) => {
    service.simulator.offer({ status: 'conversation', conversationId: 'fdasfdas' })
    await open(printed)
    await page.getByRole('button', { name: 'Continue your chat' }).click()
    await page.getByText('resumed fdasfdas').waitFor()
    expect(service.simulator.requests).toHaveLength(1)
  })

  test('a page without an offer shows no button, and its reload continues the session', async ({ service, page, open, button }) => {
    service.simulator.offer({ status: 'unavailable' })
    await open(printed)
    await expect.poll(() => service.engagementRequests().at(-1)?.status).toBe(201)
    expect(await page.getByRole('button').count()).toBe(0)
    service.simulator.offer({ status: 'available' })
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests().at(-1)?.status).toBe(200)
    expect(service.simulator.sessions).toHaveLength(1)
  })
})
