import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactElement, type ReactNode } from 'react'

type Props = { children: ReactNode; onReset: () => void }

/** As react-error-boundary does it. */
class ErrorBoundary extends Component<Props, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {}

  static getDerivedStateFromError = (error: Error) => ({ error })

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    const again = () => {
      this.props.onReset()
      this.setState({ error: undefined })
    }
    return (
      <p>
        <span role="alert">{this.state.error.name}</span>{' '}
        <button type="button" onClick={again}>
          Try again
        </button>
      </p>
    )
  }
}

/** Shows what failed, and asks again. */
export function Boundary({ children }: { children: ReactNode }): ReactElement {
  return <QueryErrorResetBoundary>{({ reset }) => <ErrorBoundary onReset={reset}>{children}</ErrorBoundary>}</QueryErrorResetBoundary>
}
