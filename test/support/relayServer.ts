import { createServer } from 'node:http'
import type { Relay } from '../../src/server/relay.js'
import { toNodeListener } from '../../src/server/toNodeListener.js'
import { close, listen } from './loopback.js'

export type RelayServer = {
  origin: string
  /** The errors that the relay threw instead of a response. */
  thrown: unknown[]
  /** The number of connections that ended before their response. */
  readonly ended: number
  close: () => Promise<void>
}

/** Mounts the relay on a server on loopback, with a plain page at `/page`. */
export async function startRelayServer(relay: Pick<Relay, 'fetch'>): Promise<RelayServer> {
  const thrown: unknown[] = []
  let ended = 0
  const listener = toNodeListener({
    fetch: (request) =>
      relay.fetch(request).catch((error) => {
        thrown.push(error)
        throw error
      }),
  })
  const server = createServer((incoming, outgoing) => {
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) ended++
    })
    if (incoming.url === '/page') outgoing.setHeader('content-type', 'text/html').end('<link rel="icon" href="data:," /><body></body>')
    else listener(incoming, outgoing)
  })
  const origin = await listen(server)
  return {
    origin,
    thrown,
    get ended() {
      return ended
    },
    close: () => close(server),
  }
}
