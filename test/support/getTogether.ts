import { once } from 'node:events'
import { get, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/**
 * Sends a GET request with each of the headers, all at the same time. Resolves with the bodies. Each request has a connection that was open before,
 * because a busy server lets new connections wait.
 */
export async function getTogether(url: string, headers: OutgoingHttpHeaders[]): Promise<string[]> {
  const { hostname, port } = new URL(url)
  const connections = await Promise.all(
    headers.map(async (own) => {
      const socket = connect(Number(port), hostname)
      await once(socket, 'connect')
      return { own, socket }
    }),
  )
  return Promise.all(
    connections.map(async ({ own, socket }) => {
      const [response] = await once(get(url, { headers: own, createConnection: () => socket }), 'response')
      return text(response)
    }),
  )
}
