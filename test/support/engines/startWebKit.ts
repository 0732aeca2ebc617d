import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Builder } from 'selenium-webdriver'
import { killTrees } from '../killBrowser.js'
import { findPort } from '../loopback.js'
import type { BrowserOptions, EngineBrowser } from './engine.js'
import { createWebDriverTabs } from './webDriverTabs.js'
import { webKitEnv } from './webKitEnv.js'

/** How long the driver may take to start, and a task in a page to end, in milliseconds. */
const patience = 30_000

/** GTK's settings of a visitor with preferences. */
const gtkSettings = `[Settings]
gtk-enable-animations = false
`

const blockingArguments = {
  localStorage: '--enable-html5-local-storage=false',
  indexedDB: '--enable-html5-database=false',
  cookies: '--cookies-policy=never',
}

/** Starts MiniBrowser, the browser of WebKitGTK, by WebDriver on a virtual screen. The driver stores nothing between two sessions. */
export async function startWebKit(
  binary: string,
  { blocked, skipsLinks = false, hasPreferences }: BrowserOptions = {},
): Promise<EngineBrowser> {
  const port = await findPort()
  const folder = await mkdtemp(join(tmpdir(), 'webkit-'))
  await mkdir(join(folder, 'gtk-3.0'))
  if (hasPreferences) await writeFile(join(folder, 'gtk-3.0/settings.ini'), gtkSettings)
  const child = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...webKitEnv, XDG_CONFIG_HOME: folder },
  })
  const isEnded = once(child, 'exit')
  const kill = async () => {
    killTrees([String(child.pid)])
    await isEnded
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  await waitForDriver(`http://127.0.0.1:${port}/status`)
  const args = [
    '--automation',
    '--javascript-can-open-windows-automatically=true',
    `--enable-tabs-to-links=${!skipsLinks}`,
    ...(hasPreferences ? ['--dark-mode'] : []),
    ...(blocked ? [blockingArguments[blocked]] : []),
  ]
  const options = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args } }
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(options).build()
  await driver.manage().setTimeouts({ script: patience })
  const version = (await driver.getCapabilities()).get('browserVersion')
  return {
    version: `WebKitGTK/${version}`,
    open: await createWebDriverTabs(driver),
    // The driver may wait for a page that never answers.
    close: kill,
    kill,
  }
}

async function waitForDriver(address: string): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    try {
      await fetch(address)
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(20)
    }
  }
}
