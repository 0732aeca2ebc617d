import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Component, type ReactNode, Suspense } from 'react'
import { describe, expect, test } from 'vitest'
import { type UseSuspenseEngagementParameters, useSuspenseEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'
import { type RenderWithClientOptions, renderWithClient } from '../support/render.js'

/** An error boundary as sites have one: it shows the error's name, and a click resets it. */
class Boundary extends Component<{ children: ReactNode; onReset: () => void }, { error?: Error }> {
  override state: { error?: Error } = {}
  static getDerivedStateFromError = (error: Error) => ({ error })
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const reset = () => {
      this.props.onReset()
      this.setState({ error: undefined } as never)
    }
    return (
      <button type="button" onClick={reset}>
        {error.name}
      </button>
    )
  }
}

function Status(parameters: UseSuspenseEngagementParameters) {
  return <p>{useSuspenseEngagement(parameters).data.status}</p>
}

const renderInBoundary = (children: ReactNode, options?: RenderWithClientOptions) =>
  renderWithClient(
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary onReset={reset}>
          <Suspense fallback="Asking">{children}</Suspense>
        </Boundary>
      )}
    </QueryErrorResetBoundary>,
    options,
  )

describe('useSuspenseEngagement', () => {
  inBothModes(() => {
    test('default: the component suspends until the answer', async () => {
      const { simulator } = renderInBoundary(<Status />)
      expect(screen.getByText('Asking')).toBeInTheDocument()
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(simulator.requests).toHaveLength(1)
    })

    test('parameters: client, the question and query.select work as in useEngagement', async () => {
      const { client, simulator } = createTestClient()
      const Engagement = () => (
        <p>
          {useSuspenseEngagement({ client, consumerSections: ['Support'], query: { select: ({ visitorId }) => visitorId.length } }).data}
        </p>
      )
      render(
        <Suspense fallback="Asking">
          <Engagement />
        </Suspense>,
      )
      expect(await screen.findByText(/^\d+$/)).toBeInTheDocument()
      expect(simulator.requests[0]?.body).toMatchObject({ consumerSections: ['Support'] })
    })

    test('behavior: any number of components share one request', async () => {
      const { simulator } = renderInBoundary(
        <>
          <Status />
          <Status />
        </>,
      )
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: an error reaches the boundary, whose reset sends the request again', async () => {
      const { requests } = renderInBoundary(<Status />, { prepare: ({ fail }) => fail({ call: 'engagement', status: 400, times: 1 }) })
      await userEvent.click(await screen.findByRole('button', { name: 'ServiceError' }))
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(requests.statuses()).toEqual([400, 200])
      // React logs each error that a boundary catches.
      takeConsole()
    })

    test('behavior: a log-out before the answer sends a new request', async () => {
      const { client, simulator } = renderInBoundary(<Status />, { prepare: ({ hang }) => hang() })
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      simulator.recover()
      act(() => client.reset())
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(simulator.visitors).toHaveLength(1)
    })

    test('behavior: after a log-out the component shows nothing of the former visitor', async () => {
      const { client, simulator } = renderInBoundary(<Status />)
      await screen.findByText('available')
      simulator.offer({ status: 'unavailable' })
      act(() => client.reset())
      expect(await screen.findByText('unavailable')).toBeInTheDocument()
      expect(simulator.visitors).toHaveLength(2)
    })
  })
})
