import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { RunningPage } from '../runningPage.js'
import { startUnwatchedBrowser } from '../startUnwatchedBrowser.js'
import type { BrowserOptions, EngineBrowser, EngineName } from './engine.js'
import { startEngine } from './startEngine.js'
import { webKitEnv } from './webKitEnv.js'

/** A browser whose storage outlives it. */
export type BrowserWithProfile = Pick<EngineBrowser, 'close' | 'kill'> & {
  /** The script that the head of each page needs. */
  head: string
  open: (address: string) => Promise<RunningPage>
}

/** Starts a browser of an engine with a profile. WebKit runs without its driver, because the driver stores nothing between two sessions. */
export async function startWithProfile(
  engine: EngineName,
  path: string,
  { profile, isPrivate = false }: Required<Pick<BrowserOptions, 'profile'>> & BrowserOptions,
): Promise<BrowserWithProfile> {
  if (engine !== 'webkit') return { head: '', ...(await startEngine(engine, path, { profile, isPrivate })) }
  const options = ['--javascript-can-open-windows-automatically=true', ...(isPrivate ? ['--private'] : [])]
  const folders = { XDG_DATA_HOME: join(profile, 'data'), XDG_CACHE_HOME: join(profile, 'cache'), XDG_CONFIG_HOME: join(profile, 'config') }
  const { script, open, page, kill } = await startUnwatchedBrowser(
    (address) => spawn('xvfb-run', ['-a', path, ...options, address], { stdio: 'ignore', env: { ...webKitEnv, ...folders } }),
    profile,
  )
  const pages: RunningPage[] = []
  return {
    head: script,
    async open(address) {
      const name = String(pages.length)
      const named = `${address}&page=${name}`
      const [first] = pages
      if (first) await first.evaluate((url) => void window.open(url), named)
      else open(named)
      const opened = page(name)
      pages.push(opened)
      await opened.evaluate(() => {})
      return opened
    },
    close: kill,
    kill,
  }
}
