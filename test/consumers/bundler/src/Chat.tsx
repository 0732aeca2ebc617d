import { useEffect, useState } from 'react'
import { type AvailableEngagement, appEngagement, createEngagementClient, EngagementProvider } from 'react-engagement'
import { ChatWindow, liveMessaging, openConversation } from 'react-engagement/conversation'
import { de } from 'react-engagement/locales/de'

const locales = [de]

const createClient = (domain: string) =>
  createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain }),
    messaging: liveMessaging({ domain: { idp: domain, asyncMessagingEnt: domain }, connectorId: '2100000011' }),
  })

/** The chat, in a file that the page loads after the click. */
export default function Chat({ domain, engagement }: { domain: string; engagement: AvailableEngagement }) {
  const [client] = useState(() => createClient(domain))
  useEffect(() => {
    void openConversation(client, { engagement })
  }, [client, engagement])
  return (
    <EngagementProvider client={client} locales={locales} language="de">
      <ChatWindow defaultOpen />
    </EngagementProvider>
  )
}
