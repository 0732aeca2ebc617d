import type { EngagementClient } from '../client/engagementClient.js'
import type { Conversation } from '../model/conversation.js'
import type { OpenConversationParameters } from './conversationParameters.js'
import { getConversationStore } from './createConversationStore.js'

export type { OpenConversationParameters } from './conversationParameters.js'

/**
 * Opens the conversation of a click. It continues the one that is open at the service, or requests a new one. A client has one conversation at a time, so
 * further calls return the same one. Waits for the network, as long as the page is there.
 * @throws ConfigurationError without `messaging`, or without a `WebSocket`
 * @throws ServiceError if the service refuses the visitor or the conversation
 * @example
 * const conversation = await openConversation(client, { engagement, firstMessage: 'Where is my parcel?' })
 */
export function openConversation(client: EngagementClient, parameters: OpenConversationParameters): Promise<Conversation> {
  return getConversationStore(client).open(parameters)
}
