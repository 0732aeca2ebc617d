import { describe, expect } from 'vitest'
import { accountId, key, readKept, readLocks, statuses, preloadTest as test } from '../support/preloadTest.js'

describe('the inline script, in strict mode, with a button and a hook', () => {
  test('default: the inline script sends the only request, before the bundle is there', async ({ service, page, open, button, head }) => {
    await head.fill()
    head.holdBundle()
    // A button out of view is not displayed, so no report adds to the requests that the test counts.
    await open({ above: '2000px' })
    await button().waitFor()
    expect(statuses(service)).toEqual([200])
    expect(service.preflights).toHaveLength(1)
    const [session] = service.simulator.sessions
    expect(await readKept(page)).toMatchObject({ visitorId: session?.visitorId, sessionId: session?.sessionId })
    expect(await page.evaluate(() => client.session.getState().pageId)).toBe(session?.pageIds[0])
  })

  test('behavior: the inline script sends its request in the stored session', async ({ service, page, open, button, head }) => {
    await head.fill()
    await open()
    await button().waitFor()
    head.holdBundle(2)
    await page.reload()
    await button().waitFor()
    const [session] = service.simulator.sessions
    expect(statuses(service)).toEqual([200, 200])
    expect(service.engagementRequests()[1]?.url).toContain(`/visitors/${session?.visitorId}?v=1.0&sid=${session?.sessionId}`)
    expect(service.simulator.visitors).toHaveLength(1)
    expect(session?.pageIds).toHaveLength(2)
  })

  describe.each(['by its hash', 'as a file'])('under a strict policy, %s', (way) => {
    test('behavior: the inline script sends its request before the bundle is there', async ({ site, service, open, button, head }) => {
      const { text, hash } = await head.makeScript()
      site.files.set('/preload.js', text)
      site.head = way === 'as a file' ? '<script src="/preload.js"></script>' : `<script>${text}</script>`
      head.holdBundle()
      const source = way === 'as a file' ? "'self'" : `'self' '${hash}'`
      const policy = `default-src 'none'; script-src ${source}; style-src 'self'; img-src data:; connect-src ${service.origin}; require-trusted-types-for 'script'`
      await open({ policy })
      await button().waitFor()
      expect(statuses(service)).toEqual([200])
    })
  })

  test('behavior: a page without its bundle stores only the visitor', async ({ site, service, page, open, button, head }) => {
    await head.fill()
    site.gate = new Promise(() => {})
    await page.goto(`${site.origin}/?service=${service.origin}`, { waitUntil: 'commit' })
    await expect.poll(() => readKept(page), { timeout: 5000 }).toBeDefined()
    expect(await readKept(page)).toMatchObject(service.simulator.visitors[0] as object)
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([key])
    // The marker for other tabs is released after one second.
    await expect.poll(() => readLocks(page), { timeout: 5000 }).toEqual([])
    await page.goto('about:blank')
    site.gate = Promise.resolve()
    await open()
    await button().waitFor()
    expect(service.simulator.visitors).toHaveLength(1)
  })

  test('behavior: two pages that open at the same time have one visitor, and each sends one request', async ({
    service,
    context,
    open,
    button,
    head,
  }) => {
    await head.fill()
    service.simulator.latency(100)
    const other = await context.newPage()
    await Promise.all([open(), open({}, other)])
    await Promise.all([button().waitFor(), button(other).waitFor()])
    expect(statuses(service)).toEqual([200, 200])
    expect(service.simulator.visitors).toHaveLength(1)
    expect(service.simulator.sessions).toHaveLength(1)
  })

  test('behavior: the inline script sends nothing while another tab starts a session, and the client joins that session', async ({
    site,
    service,
    context,
    page,
    open,
    button,
    head,
  }) => {
    site.files.set('/other.html', '<title>Another tab</title>')
    const other = await context.newPage()
    await other.goto(`${site.origin}/other.html`)
    await other.evaluate(
      (key) =>
        new Promise<void>((held) => {
          const release = new Promise<void>((resolve) => addEventListener('click', () => resolve()))
          void navigator.locks.request(key, () => {
            held()
            return release
          })
        }),
      key,
    )
    await head.fill()
    await open()
    await page.waitForFunction(() => client.core.inFlight.size === 1)
    expect(service.engagementRequests()).toEqual([])
    await other.evaluate(
      async ({ key, origin, accountId }) => {
        const address = `${origin}/api/account/${accountId}/app/engagement/visitors?v=1.0`
        const headers = { 'content-type': 'application/json' }
        const answer = await fetch(address, { method: 'POST', headers, body: '{"appType":"EXTERNAL"}' })
        const { visitorId, sessionId } = await answer.json()
        localStorage.setItem(
          key,
          JSON.stringify({ expiresAt: Date.now() + 60_000, value: { visitorId, sessionId, startedAt: Date.now() } }),
        )
        dispatchEvent(new Event('click'))
      },
      { key, origin: service.origin, accountId },
    )
    await button().waitFor()
    expect(statuses(service)).toEqual([200, 200])
    expect(service.simulator.sessions).toHaveLength(1)
  })

  test('parameters: consent: the script sends and stores nothing until consent is granted', async ({
    service,
    page,
    open,
    button,
    head,
  }) => {
    await head.fill({ consent: 'required' })
    await open({ consent: '' })
    await page.waitForFunction(() => client.core.inFlight.size === 1)
    expect(service.simulator.requests).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await readLocks(page)).toEqual([])
    await page.evaluate(() => client.setConsent('granted'))
    await button().waitFor()
    expect(statuses(service)).toEqual([200])
  })

  test("behavior: the client asks another question in the script's session", async ({ service, open, button, head }) => {
    await head.fill({ question: { consumerSections: ['Sales'] } })
    await open()
    await button().waitFor()
    expect(service.engagementRequests().map(({ body }) => (body as { consumerSections: string[] }).consumerSections)).toEqual([
      ['Sales'],
      ['Support'],
    ])
    expect(service.simulator.sessions).toHaveLength(1)
  })

  test("behavior: preloadEngagement and the first render use the script's response", async ({ service, open, button, head }) => {
    await head.fill()
    head.holdBundle()
    await open({ preload: '' })
    await button().waitFor()
    expect(statuses(service)).toEqual([200])
  })
})

describe('reuse', () => {
  test('parameters: reuse: a reload shows the offer without a request, with the inline script and without', async ({
    site,
    service,
    page,
    open,
    button,
    head,
  }) => {
    await head.fill({ reuse: true })
    await open({ reuse: '' })
    await button().waitFor()
    const requests = service.simulator.requests.length
    await page.reload()
    await button().waitFor()
    site.head = ''
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(1)
    expect(requests).toBeGreaterThan(0)
    const { pageId } = await page.evaluate(() => client.session.getState())
    expect(pageId).toBe(service.simulator.sessions[0]?.pageIds[0])
    await button().click()
    await expect
      .poll(() => service.simulator.impressions.map(({ type, pageId }) => [type, pageId]))
      .toEqual([
        ['impDisplay', pageId],
        ['impAccept', pageId],
      ])
    // The offer was accepted, so the next page sends a request.
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(2)
  })

  test('behavior: an answer is not reused after its expiry, for another question, or after a log-out', async ({
    service,
    page,
    open,
    button,
  }) => {
    service.simulator.offer({ status: 'available', validForSeconds: 0.5 } as never)
    await open({ reuse: '' })
    await page.waitForFunction(() => client.session.getState().pageId)
    await expect.poll(() => page.locator('button[data-expired]').count()).toBe(1)
    service.simulator.offer({ status: 'available', validForSeconds: 900 })
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(2)
    await open({ reuse: '', section: 'Sales' })
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(3)
    await page.evaluate(() => client.reset())
    await expect.poll(() => service.engagementRequests().length).toBe(4)
    await page.reload()
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(4)
    await open({ reuse: '' })
    await button().waitFor()
    expect(service.engagementRequests()).toHaveLength(5)
    expect(service.simulator.visitors).toHaveLength(2)
  })
})
