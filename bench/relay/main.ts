import { createServer, type RequestListener, request as sendRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { createRelay } from '../../src/server/createRelay.js'
import { toNodeListener } from '../../src/server/toNodeListener.js'
import { createSimulator } from '../../src/testing/index.js'
import { createHandlerByHand } from './byHand.js'
import { customer, requests } from './site.js'

/** Returns the address of the upstream for an address of the page. */
const toTarget = (address: string) => address.replace(/^\/chat(\/superoffice)?/, '')

/** The servers, each of which has a process of its own. The names are those of the table. */
const servers: Record<string, (upstream: string) => RequestListener> = {
  'the relay, `toNodeListener`': (upstream) => toNodeListener(createSiteRelay(upstream)),
  'the relay, @hono/node-server': (upstream) => getRequestListener(createSiteRelay(upstream).fetch),
  'a handler by hand, `toNodeListener`': (upstream) => toNodeListener({ fetch: createHandlerByHand(upstream) }),
  'a handler by hand, @hono/node-server': (upstream) => getRequestListener(createHandlerByHand(upstream)),
  "Hono's proxy, @hono/node-server": (upstream) => {
    const app = new Hono()
    app.all('/chat/*', ({ req: { raw } }: { req: { raw: Request } }) => {
      const { pathname, search } = new URL(raw.url)
      const headers = { ...Object.fromEntries(raw.headers), authorization: customer.authorization }
      return proxy(upstream + toTarget(pathname) + search, { raw, headers })
    })
    return getRequestListener(app.fetch)
  },
  'a piped proxy, node:http': (upstream) => (request, response) => {
    const { method = 'GET', url = '', headers } = request
    const sent = sendRequest(upstream + toTarget(url), { method, headers: { ...headers, authorization: customer.authorization } })
    sent.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    sent.on('error', () => response.writeHead(502).end())
    request.pipe(sent)
  },
}

export const serverNames = Object.keys(servers)

function createSiteRelay(upstream: string) {
  return createRelay({
    basePath: '/chat',
    livePerson: { accountId: '12345678', domain: upstream },
    superOffice: {
      baseUrl: `${upstream}/api`,
      authorization: () => customer.authorization,
      authorize: ({ headers }, { chatSessionId }) => customer.chatSessionOf(headers) === chatSessionId && { role: 'customer' },
    },
    clientAddress: ({ headers }) => headers.get('x-real-ip') ?? undefined,
  })
}

/** Creates the service, which has its two responses ready. */
async function createUpstream(): Promise<RequestListener> {
  const { fetch, openChatSession } = createSimulator()
  openChatSession({ CustomerName: 'Ada', Status: 'UserLast', User: { AssociateId: 21, FullName: 'Alex Agent' } })
  const responses = new Map<string, string>()
  for (const { method, path, headers, body } of Object.values(requests)) {
    // The simulator knows no visitor yet.
    const target = toTarget(path).replace(/\/V1.*/, '?v=1.0')
    const init = { method, headers: { ...headers, authorization: customer.authorization }, ...(body && { body }) }
    responses.set(method, await (await fetch(`https://service.example${target}`, init)).text())
  }
  return (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(responses.get(request.method ?? '')))
  }
}

/** A child process sends its origin to its parent. */
const [, , name = '', upstream = ''] = process.argv
if (process.send) {
  const listener = upstream ? servers[name]?.(upstream) : await createUpstream()
  const server = createServer(listener).listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
}
