'use client'
import { useState } from 'react'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from 'react-engagement'
import { ChatWindow, liveMessaging } from 'react-engagement/conversation'
import 'react-engagement/styles.unlayered.css'

const createClient = (domain: string) =>
  createEngagementClient({
    accountId: '12345678',
    service: appEngagement({ domain }),
    messaging: liveMessaging({ domain: { idp: domain, asyncMessagingEnt: domain }, connectorId: '2100000011' }),
  })

export function Chat({ service, defaultOpen }: { service: string; defaultOpen: boolean }) {
  const [client] = useState(() => createClient(service))
  return (
    <EngagementProvider client={client}>
      <EngagementButton placement="floating">Chat with us</EngagementButton>
      <ChatWindow defaultOpen={defaultOpen} />
    </EngagementProvider>
  )
}
