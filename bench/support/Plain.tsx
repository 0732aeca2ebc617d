import type { ReactElement } from 'react'

/** Those that `EngagementButton` renders, so that each page has the same HTML. */
export const attributes = { type: 'button', 'data-engagement-button': '', 'data-placement': 'inline', 'data-status': 'available' } as const

export function Plain(): ReactElement {
  return <button {...attributes}>Chat with us</button>
}
