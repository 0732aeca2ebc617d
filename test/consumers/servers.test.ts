import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'
import { holdAnswers } from '../support/holdAnswers.js'
import { type Fixture, installFixture, type Server } from '../support/installFixture.js'
import { type Loopback, startLoopback } from '../support/loopback.js'

// Next's development server says more of itself.
const test = browserTest.extend('permitted', /^\[(HMR|Fast Refresh)\]|React DevTools/)

const frameworks = {
  next: {
    domain: 'NEXT_PUBLIC_DOMAIN',
    bundles: '.next/static',
    asked: '/app/engagement/visitors/ada?v=1.0',
    told: '/app/engagement/visitors/ada?v=1.0&sid=',
  },
  'react-router': {
    domain: 'VITE_DOMAIN',
    bundles: 'build/client',
    asked: '/app/fixture/engagement?v=1.1&vid=ada&obh=true',
    told: '/app/fixture/report?v=1.1&vid=ada&sid=',
  },
}

describe.each(Object.entries(frameworks))('%s', (name, { domain, bundles, asked, told }) => {
  let service: Loopback
  let fixture: Fixture
  let site: Server

  beforeAll(async () => {
    service = await startLoopback()
    fixture = await installFixture(name)
    await fixture.run('npm run build', { [domain]: service.origin })
    site = await fixture.serve('start')
  })
  afterAll(async () => {
    await site.stop()
    await service.close()
    fixture.remove()
    expect(site.errors()).toBe('')
  })

  afterEach(() => {
    service.simulator.requests.splice(0)
    service.simulator.impressions.splice(0)
  })

  const calls = () => service.simulator.requests.map(({ call }) => call)
  const paths = () => service.simulator.requests.map(({ url }) => url.slice(`${service.origin}/api/account/12345678`.length))

  test('default: rendering asks nothing; the button comes in the browser, and what the visitor does is reported', async ({
    page,
    button,
  }) => {
    const html = await (await fetch(site.origin)).text()
    expect(html).toContain('Accepted: ')
    expect(html).not.toContain('<button')
    expect(calls()).toEqual([])
    await page.goto(site.origin)
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await button().click()
    await page.getByText('Accepted: 2100000002').waitFor()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(calls()).toEqual(['engagement', 'update', 'update'])
  })

  test('behavior: the browser hydrates the answer that the server requested as the visitor of the cookie, without a second request', async ({
    page,
    button,
  }) => {
    service.simulator.visitors.push({ visitorId: 'ada' })
    await page.context().addCookies([{ name: 'visitor', value: 'ada', url: site.origin }])
    await page.goto(`${site.origin}/prefetched`)
    await page.getByText('You are ada').waitFor()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    await button().click()
    await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
    expect(paths()).toEqual([asked, expect.stringContaining(told), expect.stringContaining(told)])
  })

  test('behavior: a browser that loads the page three times is one visitor, until the visitor logs out', async ({ page }) => {
    const { visitors, sessions } = service.simulator
    const [earlierVisitors, earlierSessions] = [visitors.length, sessions.length]
    const readVisits = () => [visitors.length - earlierVisitors, sessions.length - earlierSessions]
    const readCookies = () => page.context().cookies()
    for (const displays of [1, 2, 3]) {
      await page.goto(`${site.origin}/prefetched`)
      await expect.poll(service.types, { timeout: 5000 }).toHaveLength(displays)
    }
    expect(readVisits()).toEqual([1, 1])
    const attributes = { path: '/', secure: true, sameSite: 'Lax', httpOnly: false }
    expect(await readCookies()).toEqual([
      expect.objectContaining({ name: 'visitor', value: visitors.at(-1)?.visitorId, ...attributes }),
      expect.objectContaining({ name: 'visitor-session', value: sessions.at(-1)?.sessionId, ...attributes }),
    ])

    // The page's client stays when a link leads to another route and back.
    await page.getByText('To the other route').click()
    await page.getByText('Accepted: ').waitFor()
    await page.getByText('To the other route').click()
    await page.getByText(`You are ${visitors.at(-1)?.visitorId}`).waitFor()
    expect(readVisits()).toEqual([1, 1])

    await page.getByText('Log out').click()
    await expect.poll(() => visitors.length - earlierVisitors).toBe(2)
    await expect.poll(async () => (await readCookies())[0]?.value).toBe(visitors.at(-1)?.visitorId)
    await page.reload()
    await page.getByText(`You are ${visitors.at(-1)?.visitorId}`).waitFor()
    expect(readVisits()).toEqual([2, 2])
  })

  test('behavior: the browser repeats the request that the service refused to the server', async ({ page }) => {
    service.simulator.fail({ call: 'engagement', status: 400, times: 1 })
    await page.goto(`${site.origin}/prefetched`)
    await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
    expect(calls()).toEqual(['engagement', 'engagement', 'update'])
  })

  test('behavior: the server answers each of 1,000 simultaneous requests with the ids of its visitor', async () => {
    const { visitors, sessions } = service.simulator
    const names = Array.from({ length: 1000 }, (_, index) => `visitor-${index}`)
    visitors.push(...names.map((visitorId) => ({ visitorId })))
    const release = holdAnswers(service, names.length)
    const pages = await Promise.all(
      names.map(async (visitor) => (await fetch(`${site.origin}/prefetched`, { headers: { cookie: `visitor=${visitor}` } })).text()),
    )
    release()
    const owners = new Map(
      sessions.flatMap(({ visitorId, sessionId, pageIds }) => [visitorId, sessionId, ...pageIds].map((id) => [id, visitorId] as const)),
    )
    const shown = pages.map((html) => [...new Set(html.match(/[\w-]+/g))].flatMap((word) => owners.get(word) ?? []))
    expect(shown).toEqual(names.map((visitor) => [visitor, visitor, visitor]))
  })

  // React Router's development server reloads the page whenever it has found another dependency.
  if (name === 'next')
    test('behavior: in development, in strict mode, it asks once, too', async ({ page }) => {
      const development = await fixture.serve('dev', { [domain]: service.origin })
      await page.goto(development.origin)
      await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay'])
      await page.goto(`${development.origin}/prefetched`)
      await expect.poll(service.types, { timeout: 5000 }).toEqual(['impDisplay', 'impDisplay'])
      await development.stop()
      expect(calls()).toEqual(['engagement', 'update', 'engagement', 'update'])
    })

  test('behavior: no testing or storybook entry in a bundle', () => {
    const tools = ['Invalid visitor id', 'As the story says']
    expect(fixture.holds('node_modules/react-engagement/dist', tools)).toEqual([true, true])
    expect(fixture.holds(bundles, tools)).toEqual([false, false])
  })

  if (name === 'next')
    test('behavior: the page does not wait for the answer, which comes in its stream', async () => {
      const release = holdAnswers(service)
      const { body } = await fetch(`${site.origin}/prefetched`)
      const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
      const { value: first } = await reader.read()
      expect(first).toContain('One moment')
      expect(first).not.toContain('<button')
      release()
      let rest = ''
      for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
      expect(rest).toContain('<button')
    })

  if (name === 'next')
    test("behavior: without 'use client' in the package, nothing is built", async () => {
      await fixture.run(`grep -rl '^"use client"' node_modules/react-engagement/dist | xargs sed -i '/^"use client"/d'`)
      await expect(fixture.run('npm run build', { [domain]: service.origin })).rejects.toThrow('createContext) is not a function')
    })
})
