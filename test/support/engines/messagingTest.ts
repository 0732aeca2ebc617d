import { startMessagingServer } from '../messagingServer.js'
import { engineTest } from './engineTest.js'

/** A test with the page of the chat, and the simulator behind real HTTP and real sockets. */
export const messagingTest = engineTest.extend('pageName', 'chat' as const).extend('server', async ({ site }, { onCleanup }) => {
  const server = await startMessagingServer()
  onCleanup(server.close)
  site.files.set('/second.html', await (await fetch(site.origin)).text())
  return server
})
