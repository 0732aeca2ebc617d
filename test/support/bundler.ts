import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chatTest } from './chatTest.js'
import { type Fixture, installFixture, type Server } from './installFixture.js'

/** The page may print nothing. A React for development prints a line. */
const test = chatTest.extend('permitted', /(?!)/)

/** The stylesheet that the package has. */
const stylesheet = join(import.meta.dirname, '../../dist/styles.css')

/** A text of the chat's window, and of no other script of the package. */
const mark = 'data-chat-window'

/** A compiler for old browsers may write a style that is right only in the default scheme or direction. */
const modes = [
  { scheme: 'light', direction: 'ltr' },
  { scheme: 'dark', direction: 'rtl' },
]

/** Returns the computed style of a button in each of the modes. A compiler may write custom properties as other texts. */
const readStyles = (button: Locator): Promise<Record<string, string>[]> =>
  button.evaluate(
    (element, modes) =>
      modes.map(({ scheme, direction }) => {
        document.documentElement.style.colorScheme = scheme
        document.documentElement.dir = direction
        const style = getComputedStyle(element)
        const names = [...style].filter((name) => !name.startsWith('--'))
        return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))
      }),
    modes,
  )

/** Builds the site of `test/consumers/bundler` with the bundler of another folder there, and clicks the site. */
export function testBundler(name: string): void {
  describe(name, () => {
    let fixture: Fixture
    let site: Server

    beforeAll(async () => {
      fixture = await installFixture('bundler', name)
      await fixture.run('npm run build')
      site = await fixture.serve('start')
    })
    afterAll(async () => {
      await site.stop()
      fixture.remove()
      expect(site.errors()).toBe('')
    })

    const open = (page: Page, service: string) => page.goto(`${site.origin}/?${new URLSearchParams({ service })}`)
    const findButton = (page: Page) => page.getByRole('button', { name: 'Jetzt chatten' })

    test('default: the button is displayed and clicked, and each is reported once; the click loads the file of the chat', async ({
      page,
      server,
      simulator,
      received,
    }) => {
      const types = () => simulator.impressions.map(({ type }) => type)
      const scripts: Promise<string>[] = []
      page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response.text()))
      const hasWindow = async () => (await Promise.all(scripts)).some((script) => script.includes(mark))

      await open(page, server.origin)
      await page.getByText('We are here').waitFor()
      await expect.poll(types).toEqual(['impDisplay'])
      expect(await hasWindow()).toBe(false)

      await findButton(page).click()
      const composer = page.getByRole('dialog', { name: 'Chat' }).getByRole('textbox', { name: 'Ihre Nachricht' })
      await composer.fill('Wo ist mein Paket?')
      await composer.press('Enter')
      await expect.poll(received).toEqual(['Wo ist mein Paket?'])
      expect(await hasWindow()).toBe(true)
      await expect.poll(types).toEqual(['impDisplay', 'impAccept'])
    })

    test("behavior: the button looks as the package's own stylesheet says", async ({ page, server }) => {
      await open(page, server.origin)
      const button = findButton(page)
      await button.waitFor()
      const read = () => readStyles(button)
      const built = await read()
      await page.evaluate(() => {
        for (const sheet of document.styleSheets) sheet.disabled = true
      })
      await expect.poll(read).not.toEqual(built)
      await page.addStyleTag({ path: stylesheet })
      await expect.poll(read).toEqual(built)
    })

    test('behavior: the build is for production, and has no testing or storybook entry', () => {
      const texts = ['Invalid visitor id', 'As the story says', 'Give 1 to 20 letters']
      expect(fixture.holds('node_modules/react-engagement/dist', texts)).toEqual([true, true, true])
      expect(fixture.holds('dist', texts)).toEqual([false, false, false])
    })
  })
}
