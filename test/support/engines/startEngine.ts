import type { BrowserOptions, EngineBrowser, EngineName } from './engine.js'

/**
 * Starts the browser of an engine.
 * @param path The path that `findEngine` returns
 */
export async function startEngine(name: EngineName, path: string, options?: BrowserOptions): Promise<EngineBrowser> {
  // The drivers take up to a second of a processor to load.
  if (name === 'webkit') return (await import('./startWebKit.js')).startWebKit(path, options)
  return (await import('./startPuppeteer.js')).startPuppeteer(name, path, options)
}
