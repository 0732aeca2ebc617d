import { customer } from './site.js'

const engagementPath = /^\/chat(\/api\/account\/12345678\/app\/engagement\/visitors(?:\/[\w-]+)?)$/
const chatSessionPath = /^\/chat\/superoffice(\/api\/v1\/ChatSession\/(\d+))$/

const reads = 'ChatSessionId,User/FullName,CustomerName,CustomerEmail,Status,LastMessage,InitialQueuePos,ChatbotIsActive,Rating'

/** Creates a handler as a site writes it for its two requests. It knows its upstream, parses the JSON, and writes it anew. */
export function createHandlerByHand(upstream: string): (request: Request) => Promise<Response> {
  async function askForEngagement(request: Request, path: string): Promise<Response> {
    const body = await request.json()
    body.appDetails = { ...body.appDetails, ipAddress: request.headers.get('x-real-ip') }
    const headers = { accept: 'application/json', 'content-type': 'application/json' }
    const response = await fetch(upstream + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    return toResponse(response, await response.json())
  }

  async function readChatSession(request: Request, path: string, id: string): Promise<Response> {
    if (customer.chatSessionOf(request.headers) !== id) return new Response(null, { status: 403 })
    const headers = { accept: 'application/json', authorization: customer.authorization }
    const response = await fetch(`${upstream}${path}?$select=${reads}`, { headers, signal: AbortSignal.timeout(30_000) })
    const { SessionKey, CustomerHost, TableRight, FieldProperties, _Links, ...session } = await response.json()
    return toResponse(response, session)
  }

  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const [, engagement] = engagementPath.exec(pathname) ?? []
    if (engagement && request.method === 'POST') return askForEngagement(request, engagement + search)
    const [, chatSession, id] = chatSessionPath.exec(pathname) ?? []
    if (chatSession && id && request.method === 'GET') return readChatSession(request, chatSession, id)
    return new Response(null, { status: 404 })
  }
}

const toResponse = ({ status }: Response, body: unknown) => Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
