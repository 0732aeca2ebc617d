import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { Component, type ReactElement, type ReactNode } from 'react'

type Props = { children: ReactNode; onReset: () => void }

/** A minimal error boundary, with the behaviour of react-error-boundary. */
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

/** Shows the error, and tries again. */
export function Boundary({ children }: { children: ReactNode }): ReactElement {
  return <QueryErrorResetBoundary>{({ reset }) => <ErrorBoundary onReset={reset}>{children}</ErrorBoundary>}</QueryErrorResetBoundary>
}
