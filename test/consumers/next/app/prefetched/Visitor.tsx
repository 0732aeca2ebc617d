'use client'
import Link from 'next/link'
import { useEngagementClient, useEngagementSession } from 'react-engagement'

export function Visitor() {
  const client = useEngagementClient()
  return (
    <>
      <p>You are {useEngagementSession((session) => session.visitorId) ?? 'new'}</p>
      <button type="button" onClick={() => client.reset()}>
        Log out
      </button>
      <Link href="/" prefetch={false}>
        To the other route
      </Link>
    </>
  )
}
