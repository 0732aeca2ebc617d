import { readdirSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { box, storyTest as test } from '../support/storyTest.js'

const pages = [
  'api-reference',
  'chatsessionstatus',
  'chatwindow',
  'engagementbutton',
  'engagementdevtools',
  'engagementprovider',
  'recipes',
  'relay',
  'states',
  'usechatsession',
  'useconversation',
  'useengagement',
  'useengagementbutton',
  'useengagementclient',
  'useengagementsession',
  'usesimulator',
  'usesuspenseengagement',
  'useupdatesession',
  'welcome',
].map((title) => `${title}--docs`)

describe('the docs pages of Storybook', () => {
  test('the pages of these tests are all pages', ({ storybook }) => {
    expect(storybook.docsIds.sort()).toEqual(pages)
  })

  // A page fails the test if it prints anything to the console, as a play that fails does.
  test.for(pages)('%s: the plays pass, and no sample is rendered as HTML', async (id, { storybook, page }) => {
    await storybook.openDocs(page, id)
    const unknown = page.locator('.sbdocs-content *').evaluateAll((all) => all.filter((one) => one instanceof HTMLUnknownElement).length)
    expect(await unknown).toBe(0)
    expect(await page.locator('.sbdocs-content').textContent()).not.toMatch(/@(example|throws)/)
  })

  test.for([
    ['engagementbutton--docs', '<EngagementButton onAccept={(engagement) => openChat(engagement)}>Chat with us</EngagementButton>'],
    ['chatsessionstatus--docs', '<ChatSessionStatus id={7} />'],
  ] as const)('%s shows the example as code', async ([id, code], { storybook, page }) => {
    await storybook.openDocs(page, id)
    await expect.poll(() => page.locator('.sbdocs-content').innerText()).toContain(code)
  })

  test('the page of a hook shows its options, its return value, and the code of the component in its story', async ({
    storybook,
    page,
  }) => {
    await storybook.openDocs(page, 'useengagement--docs')
    const content = page.locator('.sbdocs-content')
    await expect.poll(() => content.innerText()).toContain('function Offer(): ReactElement {')
    await expect.poll(() => content.innerText()).toContain("import { useEngagement } from 'react-engagement'")
    await content
      .getByRole('row')
      .filter({ hasText: /consumerSections\?\s*readonly string\[\]/ })
      .waitFor()
    await content.getByRole('heading', { name: 'Returns' }).waitFor()
  })

  test('each hook has a page of its own', ({ storybook }) => {
    const hooks = readdirSync('docs/reference', { recursive: true, encoding: 'utf8' }).flatMap(
      (file) => /\b(use[A-Z]\w+)\.md$/.exec(file)?.[1] ?? [],
    )
    expect(storybook.docsIds).toEqual(expect.arrayContaining(hooks.map((hook) => `${hook.toLowerCase()}--docs`)))
  })

  test('the props of a component have their values and their defaults', async ({ storybook, page }) => {
    await storybook.openDocs(page, 'engagementbutton--docs')
    const row = page.locator('.docblock-argstable tr').filter({ has: page.getByText('placement', { exact: true }) })
    await expect.poll(() => row.innerText()).toMatch(/"inline".*"floating".*'inline'/s)
    expect(await page.locator('.docblock-argstable').innerText()).not.toMatch(/\bunion\b/)
  })

  test('the index leads to the page of each name', async ({ storybook, page }) => {
    await storybook.openDocs(page, 'api-reference--docs')
    await page
      .getByText(/^Types/)
      .first()
      .click()
    expect((await box(page.locator('body'))).height).toBeLessThan(6000)
    await page.evaluate(() => window.location.assign('#UnavailableEngagement'))
    await page.getByRole('heading', { name: 'UnavailableEngagement' }).waitFor()
  })

  test('the Welcome page and the Playground are at rest when they open', async ({ storybook, page }) => {
    await storybook.openDocs(page, 'welcome--docs')
    await page.getByText('PUT impDisplay').waitFor()
    expect(await page.locator('.requests li').count()).toBe(2)
    await storybook.open(page, 'playground--at-rest')
    await page.getByText('PUT impDisplay').waitFor()
    expect(await page.getByRole('region', { name: 'Requests' }).locator('li').count()).toBe(2)
  })

  test('the floating button of a docs page has its place in a corner of its story', async ({ storybook, page }) => {
    await storybook.openDocs(page, 'engagementbutton--docs')
    const story = page.locator('#story--engagementbutton--floating .viewport')
    const [outer, dismissal] = [await box(story), await box(story.getByRole('button', { name: 'Dismiss' }))]
    expect([outer.right - dismissal.right, outer.bottom - dismissal.bottom].map(Math.round)).toEqual([16, 16])
    expect((await box(story.getByRole('button', { name: 'Chat with us' }))).height).toBeLessThan(50)
  })
})
