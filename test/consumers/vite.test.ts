import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Fixture, installFixture, type Server } from '../support/installFixture.js'
import { type Loopback, startLoopback } from '../support/loopback.js'
import { quietPage } from '../support/quietPage.js'

const page = quietPage()

describe.each([
  { react: 19, fixtures: ['vite'], scripts: ['build', 'build:compiler'] },
  { react: 18, fixtures: ['vite', 'vite-18'], scripts: ['build'] },
])('Vite with React $react', ({ react, fixtures, scripts }) => {
  let service: Loopback
  let fixture: Fixture
  let site: Server | undefined

  beforeAll(async () => {
    service = await startLoopback()
    fixture = await installFixture(...fixtures)
  })
  afterAll(async () => {
    await service.close()
    fixture.remove()
  })

  afterEach(async () => {
    await site?.stop()
    site = undefined
    service.simulator.requests.splice(0)
    service.simulator.impressions.splice(0)
  })

  const build = (script: string) => fixture.run(`npm run ${script}`, { VITE_DOMAIN: service.origin })
  const calls = () => service.simulator.requests.map(({ call }) => call)
  const types = () => service.simulator.impressions.map(({ type }) => type)

  async function open(): Promise<void> {
    site = await fixture.serve('start')
    await page.current.goto(site.origin)
  }

  test.each(scripts)(
    'default: by "npm run %s": who ask the same make one request, and what the visitor does is reported',
    async (script) => {
      await build(script)
      expect(fixture.holds('dist', ['===Symbol.for(`react.memo_cache_sentinel`)'])).toEqual([script === 'build:compiler'])
      await open()
      await page.current.getByText(/^We are here, [\w-]{22}/).waitFor()
      await expect.poll(types, { timeout: 5000 }).toEqual(['impDisplay'])
      await page.current.getByRole('button', { name: 'Chat with us' }).click()
      await page.current.getByText('Accepted: 2100000002').waitFor()
      await page.current.getByRole('link', { name: 'Or follow this link' }).click()
      await expect.poll(types).toEqual(['impDisplay', 'impAccept'])
      expect(page.current.url()).toContain('#chat')
      expect(calls()).toEqual(['engagement', 'update', 'update'])
    },
  )

  if (react === 19)
    test('behavior: one hook does not pull the button', async () => {
      const button = ['data-engagement-button', 'data-accepting', 'IntersectionObserver']
      await build('build')
      expect(fixture.holds('dist', button)).toEqual([true, true, true])
      await build('build:hook')
      expect(fixture.holds('dist', button)).toEqual([false, false, false])
      await open()
      await page.current.getByText('We are here').waitFor()
      expect(calls()).toEqual(['engagement'])
    })

  test('behavior: no testing or storybook entry in a bundle', async () => {
    const tools = ['Invalid visitor id', 'As the story says']
    expect(fixture.holds('node_modules/react-engagement/dist', tools)).toEqual([true, true])
    await build('build')
    expect(fixture.holds('dist', tools)).toEqual([false, false])
  })
})
