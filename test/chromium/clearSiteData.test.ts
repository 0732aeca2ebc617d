import type { Page } from 'playwright'
import { expect } from 'vitest'
import { browserTest } from '../support/browserTest.js'

// Chromium logs a message for each refused report.
const test = browserTest.extend('permitted', /React DevTools|503/)

const name = 'react-engagement:2:12345678:app-engagement'

/** Reads the second copy of the unsent impressions, as text. Creates no database. */
const readSecondCopy = (page: Page) =>
  page.evaluate(
    (name) =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open(name)
        opening.onupgradeneeded = () => opening.transaction?.abort()
        opening.onerror = () => resolve('no database')
        opening.onsuccess = () => {
          const database = opening.result
          const reading = database.transaction(name).objectStore(name).getAll()
          reading.onsuccess = () => {
            database.close()
            resolve(JSON.stringify(reading.result))
          }
        }
      }),
    name,
  )

test.for(['all', 'indexeddb'])(
  'after "clear site data" (%s) in mid-visit, the page writes its second copy again without a reload',
  async (storageTypes, { site, service, page, open, button }) => {
    await open({ schedule: '0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5' })
    service.simulator.fail({ call: 'update', status: 503 })
    await button().click()
    await expect.poll(() => readSecondCopy(page)).toContain('impAccept')
    const session = await page.context().newCDPSession(page)
    await session.send('Storage.clearDataForOrigin', { origin: site.origin, storageTypes })
    // The page stores its impressions again before each attempt.
    const attempts = service.simulator.requests.length
    await expect.poll(() => service.simulator.requests.length, { timeout: 5000 }).toBeGreaterThan(attempts + 1)
    await expect.poll(() => readSecondCopy(page), { timeout: 5000 }).toContain('impAccept')
    service.simulator.recover()
    await expect.poll(service.types, { timeout: 5000 }).toEqual(expect.arrayContaining(['impDisplay', 'impAccept']))
    await expect.poll(() => readSecondCopy(page), { timeout: 5000 }).not.toContain('impAccept')
  },
)
