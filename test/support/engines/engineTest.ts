import { expect, inject, type TestAPI, type TestContext } from 'vitest'
import { type Behaviour, behaviours } from '../../engines/behaviours.js'
import { serviceTest } from '../serviceTest.js'
import { type Site, startSite } from '../site.js'
import type { BrowserOptions, EngineName, Tab } from './engine.js'
import { startEngine } from './startEngine.js'

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface is added to
  export interface ProvidedContext {
    engine: EngineName
    /** The path of the engine's browser. */
    enginePath: string
    runs: number
  }
}

/** Sends the page's warnings, errors and violations of its policy to the site, because WebKit's driver does not give them. */
const consoleScript = `
  const report = (...values) => navigator.sendBeacon('/console', values.map(String).join(' '))
  Object.assign(console, { error: report, warn: report })
  addEventListener('error', ({ message }) => report(message))
  addEventListener('unhandledrejection', ({ reason }) => report(reason))
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => report(violatedDirective, blockedURI))
`

/**
 * A test in one of the engines. All tests of a file share a browser. Each test has a site of its own, and so an origin with an empty storage. A test
 * fails if its pages print a warning or an error.
 */
export const engineTest = serviceTest
  .extend('engine', { scope: 'file' }, () => inject('engine'))
  .extend('browserOptions', { scope: 'file' }, {} as BrowserOptions)
  /** The sites of all tests of the file. A later site may get the port of a closed one, and then finds what that one stored. */
  .extend('sites', { scope: 'file' }, [] as Site[])
  .extend('browser', { scope: 'file' }, async ({ engine, browserOptions, sites }, { onCleanup }) => {
    const browser = await startEngine(engine, inject('enginePath'), browserOptions)
    onCleanup(async () => {
      await browser.close()
      for (const site of sites) await site.close()
    })
    return browser
  })
  /** The page to open: a folder of `test/chromium`. */
  .extend('pageName', 'site' as 'site' | 'chat' | 'tab')
  .extend('site', async ({ pageName, sites }) => {
    const site = await startSite(19, pageName)
    sites.push(site)
    site.files.set('/console.js', consoleScript)
    site.head = '<script src="/console.js"></script>'
    return site
  })
  /** Opens the page in a new tab, with the parameters of its address. The tab is closed after the test. */
  .extend('open', async ({ browser, site, service }, { onCleanup }) => {
    const tabs: Tab[] = []
    onCleanup(async () => {
      for (const tab of tabs) await tab.close().catch(() => {})
      expect(site.consoleOutput, 'console output').toEqual([])
    })
    return async (parameters: Record<string, string> = {}): Promise<Tab> => {
      const tab = await browser.open(`${site.origin}/?${new URLSearchParams({ service: service.origin, ...parameters })}`)
      tabs.push(tab)
      return tab
    }
  })

type ContextOf<api> = api extends TestAPI<infer context> ? context & TestContext : never

/**
 * Tests a row of the table in `docs/browsers.md` in the engine of this project, as often as the command asks.
 * @param rowTest The test of the row, if it has fixtures of its own
 */
export function testBehaviour<api = typeof engineTest>(
  name: Behaviour,
  run: (context: ContextOf<api>) => unknown,
  rowTest: api = engineTest as api,
): void {
  const engine = inject('engine')
  const untestable: Partial<Record<EngineName, string>> = behaviours[name]
  const reason = untestable[engine]
  if (reason) return
  for (let index = 1; index <= inject('runs'); index++) (rowTest as typeof engineTest)(`${name} (${index})`, run as never)
}
