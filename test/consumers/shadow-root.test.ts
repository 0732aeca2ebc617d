import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { createSimulator, type Simulator } from '../../src/testing/index.js'
import { browserTest as test } from '../support/browserTest.js'
import { type Fixture, installFixture, type Server } from '../support/installFixture.js'
import { readSamples } from '../support/readSamples.js'

const chapter = 'Inside a web component'

/** Answers the requests of a page to all services. */
const answerBy = (simulator: Simulator, page: Page) =>
  page.route(/^https:/, async (route) => {
    const request = route.request()
    const body = request.postData()
    const answer = await simulator.fetch(request.url(), { method: request.method(), headers: request.headers(), ...(body && { body }) })
    await route.fulfill({ status: answer.status, body: await answer.text(), headers: { 'access-control-allow-origin': '*' } })
  })

describe(`the recipe “${chapter}”`, () => {
  let fixture: Fixture
  let site: Server

  beforeAll(async () => {
    fixture = await installFixture('vite', 'shadow-root')
    const samples = readSamples('docs/recipes.md').filter((sample) => sample.chapter === chapter)
    for (const { path, code } of samples) fixture.write(path as string, code)
    await fixture.run('npm run build')
    site = await fixture.serve('start')
  })
  afterAll(async () => {
    await site.stop()
    fixture.remove()
  })

  test("default: the button has its styles and the element's colour, and a click opens the window", async ({ page, button }) => {
    const simulator = createSimulator()
    await answerBy(simulator, page)
    await page.routeWebSocket(/^wss:/, () => {})
    await page.goto(site.origin)
    await button().waitFor()
    const style = await button().evaluate((element) => {
      const { borderRadius, backgroundColor } = getComputedStyle(element)
      return [borderRadius, backgroundColor, element.getRootNode() instanceof ShadowRoot]
    })
    expect(style).toEqual(['999px', 'rgb(0, 64, 0)', true])
    await button().click()
    await page.getByRole('dialog', { name: 'Chat' }).waitFor()
    await expect.poll(() => simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept'])
  })

  test('behavior: an element that is removed and added again has one button', async ({ page, button }) => {
    await answerBy(createSimulator(), page)
    await page.goto(site.origin)
    await button().waitFor()
    await page.evaluate(() => document.body.append(document.querySelector('site-chat') as Element))
    await button().waitFor()
    expect(await button().count()).toBe(1)
  })
})
