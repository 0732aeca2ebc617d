import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, findFullChromium } from '../chromium.js'
import type { EngineName } from './engine.js'

const firefoxPaths = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']

/** Each engine as Debian installs it. Chromium is a full one where there is one, because the headless shell has no bfcache and no prerendering. */
const finders: Record<EngineName, () => Promise<string | undefined>> = {
  chromium: async () => (await findFullChromium()) ?? findChromium(),
  firefox: async () => firefoxPaths.find(existsSync),
  webkit: async () => (existsSync('/usr/bin/WebKitWebDriver') && existsSync('/usr/bin/xvfb-run') ? findMiniBrowser() : undefined),
}

/** Returns the path of the engine's browser, or undefined where there is none. */
export const findEngine = (name: EngineName): Promise<string | undefined> => finders[name]()

/** The names of the processor and of WebKit's API are in the path of MiniBrowser. */
function findMiniBrowser(): string | undefined {
  return ['/usr/lib', ...listFolders('/usr/lib')]
    .flatMap(listFolders)
    .filter((folder) => folder.includes('webkit2gtk'))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find(existsSync)
}

function listFolders(folder: string): string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
}
