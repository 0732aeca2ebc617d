import { useState } from 'react'
import { EngagementButton, EngagementProvider } from 'react-engagement'
import { Link } from 'react-router'
import { getClient } from '../createClient'

const client = getClient()

export default function Plain() {
  const [accepted, setAccepted] = useState('')
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted(engagement.engagementId)}>Chat with us</EngagementButton>
      <p>Accepted: {accepted}</p>
      <Link to="/prefetched">To the other route</Link>
    </EngagementProvider>
  )
}
