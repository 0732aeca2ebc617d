import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type KeyInput, type LaunchOptions, type Page } from 'puppeteer-core'
import { chromiumFlags } from '../chromiumFlags.js'
import { killTrees } from '../killBrowser.js'
import type { BrowserOptions, EngineBrowser, Tab } from './engine.js'

const launchOptions: Record<'chromium' | 'firefox', LaunchOptions> = {
  chromium: {
    args: chromiumFlags,
    // Visitors have the bfcache, and their tabs in the background are slowed down.
    ignoreDefaultArgs: [
      '--disable-back-forward-cache',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  },
  firefox: { browser: 'firefox' },
}

/** The media of a visitor with preferences in Chromium. */
const media = [
  { name: 'prefers-color-scheme', value: 'dark' },
  { name: 'prefers-reduced-motion', value: 'reduce' },
  { name: 'forced-colors', value: 'active' },
]

/** The same in Firefox. */
const mediaPreferences = {
  'layout.css.prefers-color-scheme.content-override': 0,
  'ui.prefersReducedMotion': 1,
  'browser.display.document_color_use': 2,
}

/** Firefox has no preference for IndexedDB. */
const blockingPreferences = {
  localStorage: { 'dom.storage.enabled': false },
  indexedDB: {},
  cookies: { 'network.cookie.cookieBehavior': 2 },
}

/** Makes a profile of Chromium whose content settings block cookies, and with them all storages. */
async function createProfileWithoutCookies(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'))
  await mkdir(join(profile, 'Default'))
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } }
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  return profile
}

/** Starts Chromium by its debugging protocol, or Firefox by WebDriver BiDi. */
export async function startPuppeteer(
  name: 'chromium' | 'firefox',
  executablePath: string,
  { profile, isPrivate = false, blocked, skipsLinks, hasPreferences }: BrowserOptions = {},
): Promise<EngineBrowser> {
  const ownProfile = name === 'chromium' && blocked === 'cookies' ? await createProfileWithoutCookies() : undefined
  const userDataDir = profile ?? ownProfile
  const options = launchOptions[name]
  const browser = await puppeteer.launch({
    ...options,
    args: [...(options.args ?? []), ...(name === 'chromium' && blocked === 'localStorage' ? ['--disable-local-storage'] : [])],
    executablePath,
    defaultViewport: { width: 1024, height: 730 },
    ...(userDataDir && { userDataDir }),
    extraPrefsFirefox: {
      ...(isPrivate && { 'browser.privatebrowsing.autostart': true }),
      ...(blocked && blockingPreferences[blocked]),
      ...(skipsLinks && { 'accessibility.tabfocus': 1 }),
      ...(hasPreferences && mediaPreferences),
    },
  })
  // A further context of Chromium is an incognito window. A further context of Firefox is a container, which has a profile's storage.
  const context = isPrivate && name === 'chromium' ? await browser.createBrowserContext() : browser
  return {
    version: await browser.version(),
    async open(address) {
      const page = await context.newPage()
      if (hasPreferences && name === 'chromium')
        await (await page.createCDPSession()).send('Emulation.setEmulatedMedia', { features: media })
      const tab = toTab(page)
      await tab.goto(address)
      return tab
    },
    async close() {
      await browser.close()
      if (ownProfile) await rm(ownProfile, { recursive: true, force: true, maxRetries: 5 })
    },
    async kill() {
      const pid = browser.process()?.pid
      killTrees([String(pid)])
      await browser.close().catch(() => {})
    },
  }
}

function toTab(page: Page): Tab {
  return {
    goto: async (address) => void (await page.goto(address)),
    // The driver's own command times out in Firefox.
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    evaluate: (task, argument) => page.evaluate(task as never, argument) as never,
    async openPopup(address) {
      const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve))
      await page.evaluate((url) => void window.open(url), address)
      const popup = await opened
      if (!popup) throw new Error(`The driver has no tab for the popup ${address}.`)
      return toTab(popup)
    },
    click: (selector) => page.click(selector),
    async press(key, modifier) {
      if (modifier) await page.keyboard.down(modifier)
      await page.keyboard.press((key === 'Space' ? ' ' : key) as KeyInput)
      if (modifier) await page.keyboard.up(modifier)
    },
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewport({ width, height }),
    show: () => page.bringToFront(),
    screenshot: () => page.screenshot(),
    close: () => page.close({ runBeforeUnload: false }),
  }
}
