import { useState } from 'react'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from 'react-engagement'
import { liveMessaging } from 'react-engagement/conversation'
import 'react-engagement/styles.css'
import { Hours } from './Hours'
import { Questions } from './Questions'

const domain = import.meta.env.VITE_DOMAIN

const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement({ domain }),
  messaging: liveMessaging({ domain: { idp: domain, asyncMessagingEnt: domain }, connectorId: '2100000011' }),
})

export function Site() {
  const [accepted, setAccepted] = useState<string[]>([])
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted([...accepted, engagement.engagementId])}>Chat with us</EngagementButton>
      <Hours />
      <Questions />
      <p>Accepted: {accepted.join()}</p>
    </EngagementProvider>
  )
}
