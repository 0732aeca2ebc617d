import { test } from 'vitest'
import { startLoopback } from './loopback.js'

/** A test with a service of its own. */
export const serviceTest = test
  /** The servers of the test. They close after its pages, because no page must lose the server of its requests. */
  .extend('servers', ({ onTestFinished }) => {
    const servers: { close: () => Promise<void> }[] = []
    // Vitest calls this after the cleanups of all fixtures, and after the functions that a test gives it.
    onTestFinished(async () => {
      for (const server of servers) await server.close()
    })
    return servers
  })
  /** The methods that the service's CORS rules name. */
  .extend('corsMethods', 'GET, POST, PUT, PATCH')
  .extend('service', async ({ corsMethods, servers }) => {
    const service = await startLoopback(corsMethods)
    servers.push(service)
    return service
  })
