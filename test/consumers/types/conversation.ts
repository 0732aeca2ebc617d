import { type AvailableEngagement, appEngagement, createEngagementClient, type MessagingService } from 'react-engagement'
import { type Conversation, liveMessaging, openConversation, resumeConversation } from 'react-engagement/conversation'
import { createSimulator } from 'react-engagement/testing'

const simulator = createSimulator({ messaging: { bot: (text) => `You said: ${text}` } })
const messaging: MessagingService = liveMessaging({ domain: '/chat-proxy', resume: 'tab', WebSocket: simulator.WebSocket })
const client = createEngagementClient({ accountId: '12345678', service: appEngagement(), messaging, fetch: simulator.fetch })
client.subscribe((event) => event.type === 'conversation' && event.status === 'active' && simulator.agent.say('Hello'))

export const inBrowser = liveMessaging({ WebSocket })
export const signedIn = liveMessaging({ connectorId: '7', authorization: async () => 'token', domain: { idp: 'lo.idp.example' } })

export async function greet(engagement: AvailableEngagement): Promise<string[]> {
  const conversation: Conversation = (await resumeConversation(client)) ?? (await openConversation(client, { engagement }))
  await conversation.send('Hello')
  const { messages } = conversation.getState()
  return messages.map(({ content }) => (content.type === 'text' ? content.text : content.type))
}
