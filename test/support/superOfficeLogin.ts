import { createServer } from 'node:http'
import { close, listen, readBody } from './loopback.js'

export type LoginRequest = {
  method: string | undefined
  url: string
  contentType: string | undefined
  authorization: string | undefined
  body: string
}

/** A response. Without one, the server stays silent. `'broken'` ends the connection. */
export type LoginAnswer = { status?: number; location?: string; body?: unknown } | 'broken' | undefined

export type LoginServer = {
  /** Sends requests for hosts of SuperOffice to this server over real HTTP. */
  fetch: typeof fetch
  /** The requests, with the whole address that the sender wrote. */
  requests: LoginRequest[]
  answer: (request: LoginRequest) => LoginAnswer
  close: () => Promise<void>
}

/** Starts a server on loopback in place of SuperOffice's login and state services. */
export async function startLogin(answer: LoginServer['answer']): Promise<LoginServer> {
  const server = createServer(async (incoming, outgoing) => {
    const { method, headers, url } = incoming
    const body = await readBody(incoming)
    const request = {
      method,
      url: `https://${headers['x-host']}${url}`,
      contentType: headers['content-type'],
      authorization: headers.authorization,
      body,
    }
    login.requests.push(request)
    const answered = login.answer(request)
    if (answered === 'broken') incoming.socket.destroy()
    if (typeof answered !== 'object') return
    const { status = 200, location, body: answeredBody } = answered
    outgoing.writeHead(status, location ? { location } : {})
    outgoing.end(typeof answeredBody === 'string' ? answeredBody : JSON.stringify(answeredBody))
  })
  const origin = await listen(server)
  const { fetch } = globalThis
  const login: LoginServer = {
    async fetch(input, init) {
      const { host, pathname, search } = new URL(String(input))
      const headers = new Headers(init?.headers)
      headers.set('x-host', host)
      return fetch(origin + pathname + search, { ...init, headers })
    },
    requests: [],
    answer,
    close: () => close(server),
  }
  return login
}

/** The texts of an error: of its message, its stack, its members, and the errors that caused it. */
export function textsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, error.stack, JSON.stringify(error), error.cause && textsOf(error.cause)].join('\n')
}
