import type { BrowserOptions, EngineBrowser, EngineName } from './engine.js'

/**
 * Starts the browser of an engine.
 * @param path The path that `findEngine` returns
 */
export async function startEngine(name: EngineName, path: string, options?: BrowserOptions): Promise<EngineBrowser> {
  // A driver takes 0.3 to 0.6 s to load, so only the needed one is loaded.
  if (name === 'webkit') return (await import('./startWebKit.js')).startWebKit(path, options)
  return (await import('./startPuppeteer.js')).startPuppeteer(name, path, options)
}
