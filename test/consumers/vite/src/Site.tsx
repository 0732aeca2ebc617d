import { useState } from 'react'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from 'react-engagement'
import 'react-engagement/styles.css'
import { Hours } from './Hours'

const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: import.meta.env.VITE_DOMAIN }) })

export function Site() {
  const [accepted, setAccepted] = useState<string[]>([])
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted([...accepted, engagement.engagementId])}>Chat with us</EngagementButton>
      <Hours />
      <p>Accepted: {accepted.join()}</p>
    </EngagementProvider>
  )
}
