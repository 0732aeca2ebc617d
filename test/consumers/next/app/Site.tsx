'use client'
import Link from 'next/link'
import { useState } from 'react'
import { EngagementButton, EngagementProvider } from 'react-engagement'
import 'react-engagement/styles.css'
import { getPage } from './getPage'

const { client } = getPage()

export function Site() {
  const [accepted, setAccepted] = useState('')
  return (
    <EngagementProvider client={client}>
      <EngagementButton onAccept={(engagement) => setAccepted(engagement.engagementId)}>Chat with us</EngagementButton>
      <p>Accepted: {accepted}</p>
      <Link href="/prefetched" prefetch={false}>
        To the other route
      </Link>
    </EngagementProvider>
  )
}
