import type { ReactElement } from 'react'

/**
 * Renders the HTML of `EngagementButton`, so that each page has the same HTML. Each attribute is written out, because React renders a spread object
 * at half the speed.
 */
export function toButton(key?: number, onClick?: () => void): ReactElement {
  return (
    <button key={key} type="button" data-engagement-button="" data-placement="inline" data-status="available" onClick={onClick}>
      Chat with us
    </button>
  )
}

export function Plain(): ReactElement {
  return toButton()
}
