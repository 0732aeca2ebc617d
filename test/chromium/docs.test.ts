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
  'useengagementsession',
  'usesuspenseengagement',
  'useupdatesession',
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
    await expect.poll(() => page.locator('.sbdocs-content pre').first().innerText()).toContain(code)
  })

  test('the floating button of a docs page has its place in a corner of its story', async ({ storybook, page }) => {
    await storybook.openDocs(page, 'engagementbutton--docs')
    const story = page.locator('#story--engagementbutton--floating .viewport')
    const [outer, dismissal] = [await box(story), await box(story.getByRole('button', { name: 'Dismiss' }))]
    expect([outer.right - dismissal.right, outer.bottom - dismissal.bottom].map(Math.round)).toEqual([16, 16])
    expect((await box(story.getByRole('button', { name: 'Chat with us' }))).height).toBeLessThan(50)
  })
})
