import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { browserTest } from './browserTest.js'
import { getTogether } from './getTogether.js'
import { holdAnswers } from './holdAnswers.js'
import { type Fixture, installFixture, type Server } from './installFixture.js'
import { startLoopback } from './loopback.js'
import { type Mount, testRelay } from './relayMount.js'

// Next's development server says more of itself.
export const frameworkTest = browserTest.extend('permitted', /^\[(HMR|Fast Refresh)\]|React DevTools/)

export type Framework = {
  /** A folder whose files replace those of the fixture. */
  overlay?: string
  /** The variable that names the domain of the button's service, for a fixture whose button does without the relay. */
  domain?: string
  /** The folder of the browser's scripts. */
  bundles: string
  /** The path of the engagement request for the visitor `ada`. */
  asked: string
  /** The beginning of the path of a report for the visitor `ada`. */
  told: string
}

export type FrameworkSite = Mount & {
  fixture: Fixture
  /** The text that the build printed. */
  built: string
}

/** Installs, builds and clicks the fixture of a framework that renders on a server. Tests the relay that it mounts. `testMore` adds tests of its own. */
export function testFramework(
  name: string,
  { overlay, domain, bundles, asked, told }: Framework,
  testMore?: (site: FrameworkSite) => void,
): void {
  describe(overlay ?? name, () => {
    const site = {} as FrameworkSite
    let server: Server

    beforeAll(async () => {
      site.service = await startLoopback()
      site.fixture = await installFixture('relay', name, ...(overlay ? [overlay] : []))
      const env = { UPSTREAM: site.service.origin, ...(domain && { [domain]: site.service.origin }) }
      await site.fixture.run('npm run build', env)
      site.built = site.fixture.printed()
      server = await site.fixture.serve('start', env)
      site.origin = server.origin
    })
    afterAll(async () => {
      await server.stop()
      await site.service.close()
      site.fixture.remove()
      expect(server.errors()).toBe('')
    })

    afterEach(() => {
      site.service.simulator.requests.splice(0)
      site.service.simulator.impressions.splice(0)
    })

    const calls = () => site.service.simulator.requests.map(({ call }) => call)
    const paths = () => site.service.simulator.requests.map(({ url }) => url.slice(`${site.service.origin}/api/account/12345678`.length))

    frameworkTest(
      'default: rendering asks nothing; the button comes in the browser, and what the visitor does is reported',
      async ({ page, button }) => {
        const html = await (await fetch(site.origin)).text()
        expect(html).toContain('Accepted: ')
        expect(html).not.toContain('<button')
        expect(calls()).toEqual([])
        await page.goto(site.origin)
        await expect.poll(site.service.types).toEqual(['impDisplay'])
        await button().click()
        await page.getByText('Accepted: 2100000002').waitFor()
        await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
        expect(calls()).toEqual(['engagement', 'update', 'update'])
      },
    )

    frameworkTest(
      'behavior: the browser hydrates the answer that the server requested as the visitor of the cookie, without a second request',
      async ({ page, button }) => {
        site.service.simulator.visitors.push({ visitorId: 'ada' })
        await page.context().addCookies([{ name: 'visitor', value: 'ada', url: site.origin }])
        await page.goto(`${site.origin}/prefetched`)
        await page.getByText('You are ada').waitFor()
        await expect.poll(site.service.types).toEqual(['impDisplay'])
        await button().click()
        await expect.poll(site.service.types).toEqual(['impDisplay', 'impAccept'])
        expect(paths()).toEqual([asked, expect.stringContaining(told), expect.stringContaining(told)])
      },
    )

    frameworkTest('behavior: a browser that loads the page three times is one visitor, until the visitor logs out', async ({ page }) => {
      const { visitors, sessions } = site.service.simulator
      const [earlierVisitors, earlierSessions] = [visitors.length, sessions.length]
      const readVisits = () => [visitors.length - earlierVisitors, sessions.length - earlierSessions]
      const readCookies = () => page.context().cookies()
      for (const displays of [1, 2, 3]) {
        await page.goto(`${site.origin}/prefetched`)
        await expect.poll(site.service.types).toHaveLength(displays)
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

    frameworkTest('behavior: the browser repeats the request that the service refused to the server', async ({ page }) => {
      site.service.simulator.fail({ call: 'engagement', status: 400, times: 1 })
      await page.goto(`${site.origin}/prefetched`)
      await expect.poll(site.service.types).toEqual(['impDisplay'])
      expect(calls()).toEqual(['engagement', 'engagement', 'update'])
    })

    frameworkTest('behavior: no testing or storybook entry and no relay in a bundle', () => {
      const tools = ['Invalid visitor id', 'As the story says', 'superOffice.authorize is missing']
      expect(site.fixture.holds('node_modules/react-engagement/dist', tools)).toEqual([true, true, true])
      expect(site.fixture.holds(bundles, tools)).toEqual([false, false, false])
    })

    testRelay(site)
    testMore?.(site)
  })
}

/** Tests the prefetched page with the requests of many visitors. */
export function testLoad(site: FrameworkSite): void {
  frameworkTest('behavior: the server answers each of 1,000 simultaneous requests with the ids of its visitor', async () => {
    const { visitors, sessions } = site.service.simulator
    const names = Array.from({ length: 1000 }, (_, index) => `visitor-${index}`)
    visitors.push(...names.map((visitorId) => ({ visitorId })))
    const release = holdAnswers(site.service, names.length)
    const cookies = names.map((visitor) => ({ cookie: `visitor=${visitor}` }))
    const pages = await getTogether(`${site.origin}/prefetched`, cookies).finally(release)
    const owners = new Map(
      sessions.flatMap(({ visitorId, sessionId, pageIds }) => [visitorId, sessionId, ...pageIds].map((id) => [id, visitorId] as const)),
    )
    const shown = pages.map((html) => [...new Set(html.match(/[\w-]+/g))].flatMap((word) => owners.get(word) ?? []))
    expect(shown).toEqual(names.map((visitor) => [visitor, visitor, visitor]))
  })
}
