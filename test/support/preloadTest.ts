import type { Page } from 'playwright'
import { browserTest } from './browserTest.js'
import { accountId, createHead } from './createHead.js'
import type { Loopback } from './loopback.js'

export { accountId }
export const key = `react-engagement:2:${accountId}:app-engagement`

/** A test in Chromium on a site whose head can have the inline script. */
export const preloadTest = browserTest.extend('head', ({ site, service }) => createHead(site, service))

export const statuses = (service: Loopback) => service.engagementRequests().map(({ status }) => status)
export const readKept = (page: Page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? '{}').value, key)
export const readLocks = (page: Page) => page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name))
