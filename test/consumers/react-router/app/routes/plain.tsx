import { useState } from 'react'
import { EngagementButton, EngagementProvider } from 'react-engagement'
import { createClient } from '../createClient'

const client = createClient()

export default function Plain() {
  const [accepted, setAccepted] = useState('')
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted(engagement.engagementId)}>Chat with us</EngagementButton>
      <p>Accepted: {accepted}</p>
    </EngagementProvider>
  )
}
