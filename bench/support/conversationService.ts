import { liveMessaging, openConversation } from '../../src/conversation/index.js'
import { appEngagement, createEngagementClient, getEngagement } from '../../src/index.js'
import { startMessagingServer } from '../../test/support/messagingServer.js'
import { toHistory } from '../conversation/history.js'

/** A service on loopback that has one open conversation. */
export type ConversationService = {
  origin: string
  /** The data in the storage of the visitor's browser. */
  stored: Record<string, string>
  close: () => Promise<void>
}

/** Starts a service, and opens a conversation of so many messages at it. */
export async function startConversationService(count: number): Promise<ConversationService> {
  const { simulator, origin, close, ...network } = await startMessagingServer()
  const stored = new Map<string, string>()
  const client = createEngagementClient({
    accountId: '12345678',
    service: appEngagement(),
    messaging: liveMessaging({ WebSocket: network.WebSocket }),
    fetch: network.fetch,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
  })
  const engagement = await getEngagement(client)
  if (engagement.status !== 'available') throw new Error('The simulator has no offer.')
  const conversation = await openConversation(client, { engagement })
  for (const { author, text } of toHistory(count)) {
    if (author === 'agent') simulator.agent.say(text)
    else await conversation.send(text)
  }
  simulator.agent.read()
  conversation.leave()
  return { origin, stored: Object.fromEntries(stored), close }
}
