import type { BrowserOptions, EngineBrowser, EngineName } from './engine.js'
import { findEngine } from './findEngine.js'
import { startPuppeteer } from './startPuppeteer.js'
import { startWebKit } from './startWebKit.js'

/** Starts the browser of an engine. Fails where there is none. */
export async function startEngine(name: EngineName, options?: BrowserOptions): Promise<EngineBrowser> {
  const path = await findEngine(name)
  if (!path) throw new Error(`No browser of ${name} was found. Run ".ci/installEngines" as root on Debian.`)
  return name === 'webkit' ? startWebKit(path, options) : startPuppeteer(name, path, options)
}
