import { createEngagementClient, type EngagementClient, getChatSession, type SuperOfficeOptions, superOffice } from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

export const tenant = 'https://online.superoffice.example/Cust12345/api'

/** Creates a client of chat sessions alone, on its own simulator. */
export function createChatClient(
  options: Partial<SuperOfficeOptions> = {},
  toFetch = (simulator: Simulator): typeof fetch => simulator.fetch,
): { client: EngagementClient; simulator: Simulator } {
  const simulator = createSimulator()
  const client = createEngagementClient({
    accountId: 'Cust12345',
    chatSessions: superOffice({ baseUrl: tenant, authorization: () => 'Bearer token', ...options }),
    storage: null,
    fetch: toFetch(simulator),
  })
  return { client, simulator }
}

/** Reads a chat session with these options. Returns the session or the error, and the request that the service received. */
export async function readSessionWith(options: Partial<SuperOfficeOptions>) {
  const { client, simulator } = createChatClient(options)
  simulator.openChatSession()
  const read = await getChatSession(client, { id: 1 }).catch((error) => error)
  return { read, headers: simulator.requests[0]?.headers ?? {}, url: simulator.requests[0]?.url }
}
