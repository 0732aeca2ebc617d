import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumFlags, findChromium } from '../support/chromium.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { type Site, startSite } from '../support/site.js'

describe('a site on Monitoring, whose CORS rules name GET, POST and PATCH alone', () => {
  let browser: Browser
  let site: Site
  let service: Loopback
  let page: Page
  let said: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags })
    site = await startSite(19)
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  beforeEach(async () => {
    service = await startLoopback('GET, POST, PATCH')
    page = await browser.newPage()
    said = []
    page.on('console', (message) => message.text().includes('React DevTools') || said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
  })
  afterEach(async () => {
    await page.close()
    await service.close()
    expect(said, 'console output').toEqual([])
  })

  const open = () => page.goto(`${site.origin}/?${new URLSearchParams({ service: service.origin, monitoring: '', schedule: '0.1,0.1' })}`)
  const button = (name = 'Chat with us') => page.getByRole('button', { name })

  test('the printed request is sent, member for member; `os` beside `osName` is ours', async () => {
    await open()
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

  test('a click is reported by POST, once, display first', async () => {
    await open()
    await button().click()
    await expect.poll(() => service.simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
    expect(service.simulator.requests[1]).toMatchObject({ method: 'POST', headers: { 'x-http-method-override': 'PUT' }, status: 200 })
  })

  test('a loading account (202) is waited out as the visitor that it named', async () => {
    service.simulator.loadAccount({ answers: 2 })
    await open()
    await button().waitFor()
    const [visitor] = service.simulator.visitors
    expect(service.simulator.requests.map(({ url, status }) => [new URL(url).searchParams.get('vid'), status])).toEqual([
      [null, 202],
      [visitor?.visitorId, 202],
      [visitor?.visitorId, 201],
    ])
    expect(service.simulator.visitors).toHaveLength(1)
  })

  test('a conversation is resumed, and nothing is reported', async () => {
    service.simulator.offer({ status: 'conversation', conversationId: 'fdasfdas' })
    await open()
    await button('Continue your chat').click()
    await page.getByText('resumed fdasfdas').waitFor()
    expect(service.simulator.requests).toHaveLength(1)
  })

  test('no offer, no button; a reload goes on in the session', async () => {
    service.simulator.offer({ status: 'unavailable' })
    await open()
    await expect.poll(() => service.simulator.requests.at(-1)?.status).toBe(201)
    expect(await page.getByRole('button').count()).toBe(0)
    service.simulator.offer({ status: 'available' })
    await page.reload()
    await button().waitFor()
    expect(service.simulator.requests.at(-1)?.status).toBe(200)
    expect(service.simulator.sessions).toHaveLength(1)
  })
})
