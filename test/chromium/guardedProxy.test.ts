import { describe, expect } from 'vitest'
import { appEngagement } from '../../src/index.js'
import { preloadTest as test } from '../support/preloadTest.js'

const domain = '/chat-proxy'

const guards = {
  'a preview cookie': 'preview=secret',
  'Basic authentication': undefined,
}

describe.each(Object.entries(guards))('a site and its proxy behind %s', (_name, cookie) => {
  test.beforeEach(async ({ site, service, context, page }) => {
    site.proxy.target = service.origin
    const basic = `Basic ${btoa('ada:secret')}`
    site.isAllowed = (headers) => (cookie ? headers.cookie?.includes(cookie) : headers.authorization === basic) === true
    const [name = '', value = ''] = cookie?.split('=') ?? []
    if (cookie) return context.addCookies([{ name, value, url: site.origin }])
    // The browser remembers the log-in. Playwright's own log-in would hold each request, and lose those of a page that unloads.
    site.files.set('/log-in.html', '<!doctype html>')
    await page.goto(`${site.origin.replace('//', '//ada:secret@')}/log-in.html`)
  })

  test('default: engagement requests and reports pass the guard, also those of a page that the visitor leaves', async ({
    service,
    page,
    open,
    button,
  }) => {
    await open({ service: domain })
    await button().waitFor()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await page.evaluate(() => {
      document.querySelector('button')?.click()
      location.assign('about:blank')
    })
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay', 'impAccept'])
    expect(new Set(service.simulator.requests.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test("behavior: the inline script's request passes the guard", async ({ service, open, button, head }) => {
    await head.fill({ service: appEngagement({ domain }) })
    head.holdBundle()
    await open({ service: domain })
    await button().waitFor()
    expect(service.engagementRequests().map(({ status }) => status)).toEqual([200])
  })

  test('behavior: the requests of chat sessions pass the guard', async ({ site, service, page, open }) => {
    await page.context().addCookies([{ name: 'XSRF-TOKEN', value: 'token', url: site.origin }])
    service.simulator.openChatSession({ CustomerName: 'Ada' })
    await open({ service: domain, chatSessions: domain })
    await page.getByText('Ada').first().waitFor()
  })
})
