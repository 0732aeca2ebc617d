'use client'

import { Component, type ReactNode } from 'react'

/** Catches the errors of the panel, such as a chunk that does not load, so that the site goes on. */
export class PanelErrorBoundary extends Component<{ children: ReactNode }> {
  override state: { isBroken: boolean } = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <p id="panel" className="broken" role="alert">
        The panel could not be shown. See the error in the console.
      </p>
    )
  }
}
