import { test } from 'vitest'
import { startLoopback } from './loopback.js'

/** A test with a service of its own. */
export const serviceTest = test
  /** The methods that the service's CORS rules name. */
  .extend('corsMethods', 'GET, POST, PUT, PATCH')
  .extend('service', async ({ corsMethods }, { onCleanup }) => {
    const service = await startLoopback(corsMethods)
    onCleanup(service.close)
    return service
  })
