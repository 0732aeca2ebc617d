import { createEngagementClient, type EngagementClient, type SuperOfficeOptions, superOffice } from '../../src/index.js'
import { createSimulator, type Simulator } from '../../src/testing/index.js'

export const tenant = 'https://online.superoffice.example/Cust12345/api'

/** A client of chat sessions alone, on a simulator of its own. */
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
