'use client'
import { useEngagementSession } from 'react-engagement'

export function Visitor() {
  return <p>You are {useEngagementSession((session) => session.visitorId) ?? 'new'}</p>
}
