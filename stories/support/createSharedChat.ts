import { createEngagementClient, type EngagementClient, superOffice } from '../../src/index.js'
import { createRelay } from '../../src/server/index.js'
import type { Simulator } from '../../src/testing/index.js'

export type Person = 'customer' | 'agent'

/** A change that a person has sent to the relay. */
export type Change = { person: Person; text: string; status: number; isRefusedByRelay: boolean }

export type SharedChat = {
  clients: Record<Person, EngagementClient>
  /** The changes, in the order of their responses. */
  changes: Change[]
  subscribe: (listener: () => void) => () => void
}

/** Stands for the cookie of the site's log-in, which a page cannot set on its own requests. */
const login = 'x-log-in'

/** Creates a relay in front of the simulator, and a client for each of the two people. The customer's chat session is number 1. */
export function createSharedChat(simulator: Simulator): SharedChat {
  const relay = createRelay({
    basePath: '/chat-relay',
    superOffice: {
      baseUrl: 'https://online.superoffice.example/Cust12345/api',
      authorization: () => 'Bearer system-user',
      authorize({ headers }, { chatSessionId }) {
        if (headers.get(login) === 'agent') return { role: 'agent' }
        return chatSessionId === '1' && { role: 'customer' }
      },
    },
    fetch: simulator.fetch,
  })
  const changes: Change[] = []
  const listeners = new Set<() => void>()

  const createClient = (person: Person) =>
    createEngagementClient({
      accountId: '12345678',
      chatSessions: superOffice({ baseUrl: '/chat-relay/superoffice' }),
      storage: null,
      async fetch(address, options) {
        const request = new Request(address, options)
        request.headers.set(login, person)
        const text = toText(request, await request.clone().text())
        const response = await relay.fetch(request)
        if (request.method === 'GET') return response
        const body = await response.clone().json()
        changes.push({ person, text, status: response.status, isRefusedByRelay: 'relay' in body })
        for (const listener of listeners) listener()
        return response
      },
    })

  return {
    clients: { customer: createClient('customer'), agent: createClient('agent') },
    changes,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Returns the members that a patch replaces, or the name of a command. */
function toText({ url }: Request, body: string): string {
  const operations: { op: string; path: string; value: unknown }[] = body ? JSON.parse(body) : []
  const replaced = operations.filter(({ op }) => op === 'replace')
  return replaced.map(({ path, value }) => `${path.slice(1)}: ${JSON.stringify(value)}`).join(', ') || (url.split('/').at(-1) as string)
}
