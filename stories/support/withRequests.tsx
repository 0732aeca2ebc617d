import type { ComponentType, ReactElement } from 'react'
import { Requests } from './Requests.js'

/** Shows the requests to the service beside a story. */
export function withRequests(Story: ComponentType): ReactElement {
  return (
    <main className="page">
      <Story />
      <Requests />
    </main>
  )
}
