import type { Page } from 'playwright'
import { appEngagement } from '../../src/index.js'
import { type PreloadScriptParameters, preloadScript } from '../../src/preload/index.js'
import { browserTest } from './browserTest.js'
import type { Loopback } from './loopback.js'

export const accountId = '12345678'
export const key = `react-engagement:2:${accountId}:app-engagement`

/** A test in Chromium on a site whose head can have the inline script. */
export const preloadTest = browserTest.extend('head', ({ site, service }) => {
  const makeScript = (parameters: Partial<PreloadScriptParameters> = {}) =>
    preloadScript({
      accountId,
      service: appEngagement({ domain: service.origin }),
      question: { consumerSections: ['Support'] },
      ...parameters,
    })
  return {
    makeScript,
    /** Puts the inline script into the page, from the next load on. */
    async fill(parameters?: Partial<PreloadScriptParameters>) {
      site.head = `<script>${(await makeScript(parameters)).text}</script>`
    },
    /** Delays the page's bundle until the service has received so many engagement requests. */
    holdBundle(asked = 1) {
      site.gate = new Promise<void>((resolve) => {
        const stop = service.simulator.subscribe(() => {
          if (service.engagementRequests().length < asked) return
          stop()
          resolve()
        })
      })
    },
  }
})

export const statuses = (service: Loopback) => service.engagementRequests().map(({ status }) => status)
export const readKept = (page: Page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}').value, key)
export const readLocks = (page: Page) => page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name))
