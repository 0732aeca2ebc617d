import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished } from 'vitest'
import { browserTest as test } from '../support/browserTest.js'
import { type Fixture, installFixture } from '../support/installFixture.js'
import { type MessagingServer, startMessagingServer } from '../support/messagingServer.js'

describe.each([
  { react: 19, fixtures: ['vite'], scripts: ['build', 'build:compiler'] },
  { react: '19.0', fixtures: ['vite', 'vite-19.0'], scripts: ['build'] },
  { react: 18, fixtures: ['vite', 'vite-18'], scripts: ['build'] },
])('Vite with React $react', ({ react, fixtures, scripts }) => {
  let service: MessagingServer
  let fixture: Fixture

  beforeAll(async () => {
    service = await startMessagingServer()
    fixture = await installFixture(...fixtures)
  })
  afterAll(async () => {
    await service.close()
    fixture.remove()
  })

  afterEach(() => {
    service.simulator.requests.splice(0)
    service.simulator.impressions.splice(0)
  })

  const build = (script: string) => fixture.run(`npm run ${script}`, { VITE_DOMAIN: service.origin })
  const types = () => service.simulator.impressions.map(({ type }) => type)
  const calls = () => service.simulator.requests.map(({ call }) => call)

  async function open(page: Page): Promise<void> {
    const { origin, stop } = await fixture.serve('start')
    // Vitest calls this after the page is closed.
    onTestFinished(stop)
    await page.goto(origin)
  }

  test.for(scripts)(
    'default: by "npm run %s": who ask the same make one request, and what the visitor does is reported',
    async (script, { page }) => {
      await build(script)
      expect(fixture.holds('dist', ['===Symbol.for(`react.memo_cache_sentinel`)'])).toEqual([script === 'build:compiler'])
      await open(page)
      await page.getByText(/^We are here, [\w-]{22}/).waitFor()
      await expect.poll(types).toEqual(['impDisplay'])
      await page.getByRole('button', { name: 'Chat with us' }).click()
      await page.getByText('Accepted: 2100000002').waitFor()
      await page.getByRole('link', { name: 'Or follow this link' }).click()
      await expect.poll(types).toEqual(['impDisplay', 'impAccept'])
      expect(page.url()).toContain('#chat')
      expect(calls()).toEqual(['engagement', 'update', 'update'])
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText(/Where is my parcel\? \((sent|delivered|read)\)/).waitFor()
      expect(service.simulator.conversations.splice(0)).toHaveLength(1)
    },
  )

  if (react === 19)
    test('behavior: one hook does not pull the button', async ({ page }) => {
      const button = ['data-engagement-button', 'data-accepting', 'IntersectionObserver']
      await build('build')
      expect(fixture.holds('dist', button)).toEqual([true, true, true])
      await build('build:hook')
      expect(fixture.holds('dist', button)).toEqual([false, false, false])
      await open(page)
      await page.getByText('We are here').waitFor()
      expect(calls()).toEqual(['engagement'])
    })

  test('behavior: no testing or storybook entry in a bundle', async () => {
    const tools = ['Invalid visitor id', 'As the story says']
    expect(fixture.holds('node_modules/react-engagement/dist', tools)).toEqual([true, true])
    await build('build')
    expect(fixture.holds('dist', tools)).toEqual([false, false])
  })
})
