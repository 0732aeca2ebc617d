'use client'
import { useState } from 'react'
import { EngagementButton, EngagementProvider } from 'react-engagement'
import 'react-engagement/styles.css'
import { createClient } from './createClient'

const client = createClient()

export function Site() {
  const [accepted, setAccepted] = useState('')
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted(engagement.engagementId)}>Chat with us</EngagementButton>
      <p>Accepted: {accepted}</p>
    </EngagementProvider>
  )
}
