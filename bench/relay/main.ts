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

type Handler = (request: Request) => Promise<Response>

/** The ways to run a Web-standard handler on Node. */
const mounts: Record<string, (handler: Handler) => RequestListener> = {
  '`toNodeListener`': (handler) => toNodeListener({ fetch: handler }),
  '`@hono/node-server`': getRequestListener,
}

const handlers: Record<string, (upstream: string) => Handler> = {
  'a handler by hand': createHandlerByHand,
  'the relay': (upstream) => createSiteRelay(upstream).fetch,
}

const mounted = Object.entries(mounts).flatMap(([mount, toListener]) =>
  Object.entries(handlers).map(([name, createHandler]) => ({
    mount,
    name: `${name}, ${mount}`,
    createListener: (upstream: string): RequestListener => toListener(createHandler(upstream)),
  })),
)

/** The servers, each of which has a process of its own. A row of the table is compared with the handler by hand on the same mount. */
export const servers = [
  ...mounted,
  { mount: '`@hono/node-server`', name: "Hono's proxy, `@hono/node-server`", createListener: createHonoProxy },
  { mount: '`toNodeListener`', name: 'a piped proxy of `node:http`', createListener: createPipedProxy },
]

function createHonoProxy(upstream: string): RequestListener {
  const app = new Hono()
  app.all('/chat/*', ({ req: { raw } }: { req: { raw: Request } }) => {
    const { pathname, search } = new URL(raw.url)
    const headers = { ...Object.fromEntries(raw.headers), authorization: customer.authorization }
    return proxy(upstream + toTarget(pathname) + search, { raw, headers })
  })
  return getRequestListener(app.fetch)
}

function createPipedProxy(upstream: string): RequestListener {
  return (request, response) => {
    const { method = 'GET', url = '', headers } = request
    const sent = sendRequest(upstream + toTarget(url), { method, headers: { ...headers, authorization: customer.authorization } })
    sent.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    sent.on('error', () => response.writeHead(502).end())
    request.pipe(sent)
  }
}

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

/** A child process is the upstream, or the server of this index. It sends its origin to its parent, and its processor time on request. */
const [, , index, upstream = ''] = process.argv
if (process.send) {
  process.on('disconnect', () => process.exit())
  process.on('message', () => process.send?.(process.cpuUsage()))
  const listener = index === 'upstream' ? await createUpstream() : servers[Number(index)]?.createListener(upstream)
  const server = createServer(listener).listen(0, '127.0.0.1', () => {
    process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  })
}
