import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished } from 'vitest'
import { clickButton, outOfView, waitForButton } from '../support/engines/buttonPage.js'
import { testBehaviour } from '../support/engines/engineTest.js'
import { type BrowserWithProfile, startWithProfile } from '../support/engines/startWithProfile.js'
import type { Loopback } from '../support/loopback.js'
import type { RunningPage } from '../support/runningPage.js'
import type { Site } from '../support/site.js'

type Browsers = { start: (isPrivate?: boolean) => Promise<BrowserWithProfile>; address: string }

/** The browsers of a test have one profile, one after another. */
async function createBrowsers(engine: Parameters<typeof startWithProfile>[0], site: Site, service: Loopback): Promise<Browsers> {
  const profile = await mkdtemp(join(tmpdir(), 'engine-'))
  const { head } = site
  let end = async () => {}
  onTestFinished(async () => {
    await end().catch(() => {})
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    expect(site.consoleOutput, 'console output').toEqual([])
  })
  return {
    address: `${site.origin}/?${new URLSearchParams({ service: service.origin, ...outOfView })}`,
    async start(isPrivate = false) {
      const browser = await startWithProfile(engine, inject('enginePath'), { profile, isPrivate })
      end = browser.close
      site.head = head + browser.head
      return browser
    },
  }
}

/** Makes a database of the window. A killed WebKit has stored its databases sooner than its localStorage. */
const mark = (page: RunningPage, name: string) =>
  page.evaluate(async (name) => {
    const request = indexedDB.open(name)
    await new Promise((resolve) => Object.assign(request, { onsuccess: resolve }))
    request.result.close()
  }, name)

/** The marks of the windows that the page shares its storage with. */
const readMarks = (page: RunningPage) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return databases.flatMap(({ name = '' }) => (name.endsWith('window') ? name : []))
  })

const readVisitor = (page: RunningPage) => page.evaluate(() => client.session.getState().visitorId)

/** True if IndexedDB has the click. Chromium stores localStorage only later. */
const isClickStored = (page: RunningPage) =>
  page.evaluate(async () => {
    const [{ name } = {}] = await indexedDB.databases()
    if (!name) return false
    const request = indexedDB.open(name)
    await new Promise((resolve) => Object.assign(request, { onsuccess: resolve }))
    const records = request.result.transaction(name).objectStore(name).getAll()
    await new Promise((resolve) => Object.assign(records, { onsuccess: resolve }))
    request.result.close()
    return JSON.stringify(records.result).includes('impAccept')
  })

testBehaviour('kill -9 after a click, and the next start', async ({ engine, site, service }) => {
  const { start, address } = await createBrowsers(engine, site, service)
  const killed = await start()
  const page = await killed.open(address)
  await waitForButton(page)
  service.simulator.fail({ call: 'update', status: 503 })
  await clickButton(page)
  await expect.poll(() => isClickStored(page)).toBe(true)
  await killed.kill()
  expect(service.types()).toEqual([])
  service.simulator.recover()

  const next = await (await start()).open(address)
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  await waitForButton(next)
  await next.evaluate(() => client.flush())
  expect(service.types()).toEqual(['impDisplay', 'impAccept'])
})

testBehaviour('a private window', async ({ engine, site, service }) => {
  const { start, address } = await createBrowsers(engine, site, service)
  const ordinary = await start()
  const first = await ordinary.open(address)
  await waitForButton(first)
  const visitor = await readVisitor(first)
  await mark(first, 'ordinary window')
  await ordinary.close()

  const hidden = await start(true)
  const page = await hidden.open(address)
  await waitForButton(page)
  const hiddenVisitor = await readVisitor(page)
  expect(hiddenVisitor).not.toBe(visitor)
  expect(await readMarks(page)).toEqual([])
  await mark(page, 'private window')
  await clickButton(page)
  await expect.poll(service.types).toEqual(['impDisplay', 'impAccept'])
  // A lock announces the new session for a second. After that, the other page finds the session in the storage alone.
  await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held)).toEqual([])
  const other = await hidden.open(address)
  await waitForButton(other)
  // The pages of the private window share their storage.
  expect(await readVisitor(other)).toBe(hiddenVisitor)
  expect(await readMarks(other)).toEqual(['private window'])
  await hidden.close()

  const last = await (await start()).open(address)
  await waitForButton(last)
  expect(await readVisitor(last)).not.toBe(hiddenVisitor)
  expect(await readMarks(last)).toEqual(['ordinary window'])
  expect(service.types()).toEqual(['impDisplay', 'impAccept'])
})
