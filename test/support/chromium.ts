import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { chromiumFlags } from './chromiumFlags.js'

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium to test in: `CHROMIUM_PATH`, Playwright's own, one of the system, or the one that npm ships for Linux. */
export async function findChromium(): Promise<string> {
  const requestedPath = process.env.CHROMIUM_PATH
  if (requestedPath && !existsSync(requestedPath)) throw new Error(`CHROMIUM_PATH names ${requestedPath}, and there is no such file.`)
  const present = [requestedPath, chromium.executablePath(), ...systemPaths].find((path) => path && existsSync(path))
  return present ?? shippedChromium()
}

/** Debian's Chromium without the script that starts it. */
const debianBinary = '/usr/lib/chromium/chromium'

/** A full Chromium, or undefined where none is found. The headless shell, which npm ships, lacks what tabs need: it prerenders no page. */
export async function findFullChromium(): Promise<string | undefined> {
  const paths = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...systemPaths, debianBinary]
  for (const path of paths) if (path && existsSync(path) && (await isFull(path))) return path
  return undefined
}

/** The headless shell calls itself by another name. */
async function isFull(executablePath: string): Promise<boolean> {
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    const session = await browser.newBrowserCDPSession()
    const { product } = await session.send('Browser.getVersion')
    return product.startsWith('Chrome/')
  } finally {
    await browser.close()
  }
}

/**
 * The headless shell that npm ships for Linux on x64. `.ci/run` calls this.
 * @public
 */
export async function shippedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium was found. Run "npx playwright install chromium", or name one with CHROMIUM_PATH.')
  }
  // It unpacks to the temporary folder and would take whatever version lies there.
  const folder = join(import.meta.dirname, '../../.cache/chromium')
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: shipped } = await import('@sparticuz/chromium')
    return await shipped.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
