import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser, BrowserType, LaunchOptions } from 'playwright'
import { buildOnce } from './buildOnce.js'
import { consumerEnv } from './consumerEnv.js'

const manifest = 'test/consumers/oldest-chromium/package.json'

// npm would also install the driver that the browser's package names as a peer.
const install = ['install', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--prefer-offline', '--loglevel', 'error']

/**
 * The fixture `browser` with Chromium 102, the oldest one of the baseline that npm has. Installs the browser into `.cache`, with the newest Playwright
 * that can click in it.
 */
export const oldestChromium = async (
  { launchOptions }: { launchOptions: LaunchOptions },
  { onCleanup }: { onCleanup: (close: () => Promise<void>) => void },
): Promise<Browser> => {
  const folder = await buildOnce('oldest-chromium', [manifest], async (draft) => {
    await cp(join(import.meta.dirname, '../..', manifest), join(draft, 'package.json'))
    await promisify(execFile)('npm', install, { cwd: draft, env: consumerEnv() })
    const packed = createReadStream(join(draft, 'node_modules/@sparticuz/chrome-aws-lambda/bin/chromium.br'))
    await pipeline(packed, createBrotliDecompress(), createWriteStream(join(draft, 'chromium'), { mode: 0o755 }))
  })
  const { chromium }: { chromium: BrowserType } = createRequire(join(folder, 'package.json'))('playwright-core')
  const browser = await chromium.launch({ ...launchOptions, executablePath: join(folder, 'chromium') })
  onCleanup(() => browser.close())
  return browser
}
