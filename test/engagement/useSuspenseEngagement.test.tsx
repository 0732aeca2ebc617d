import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Component, type ReactNode, Suspense } from 'react'
import { describe, expect, test } from 'vitest'
import { type EngagementClient, EngagementProvider, type UseSuspenseEngagementParameters, useSuspenseEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

/** As react-error-boundary is used: shows what failed, and begins anew. */
class Boundary extends Component<{ children: ReactNode; onReset: () => void }, { error?: Error }> {
  override state: { error?: Error } = {}
  static getDerivedStateFromError = (error: Error) => ({ error })
  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const again = () => {
      this.props.onReset()
      this.setState({ error: undefined } as never)
    }
    return (
      <button type="button" onClick={again}>
        {error.name}
      </button>
    )
  }
}

function Status(parameters: UseSuspenseEngagementParameters) {
  return <p>{useSuspenseEngagement(parameters).data.status}</p>
}

const renderIn = (client: EngagementClient, children: ReactNode) =>
  render(
    <EngagementProvider client={client}>
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <Boundary onReset={reset}>
            <Suspense fallback="Asking">{children}</Suspense>
          </Boundary>
        )}
      </QueryErrorResetBoundary>
    </EngagementProvider>,
  )

describe('useSuspenseEngagement', () => {
  inBothModes(() => {
    test('default', async () => {
      const { client, simulator } = createTestClient()
      renderIn(client, <Status />)
      expect(screen.getByText('Asking')).toBeInTheDocument()
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(simulator.requests).toHaveLength(1)
    })

    test('parameters: client, the question, query.select', async () => {
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

    test('behavior: one request for any number of components', async () => {
      const { client, simulator } = createTestClient()
      renderIn(
        client,
        <>
          <Status />
          <Status />
        </>,
      )
      expect(await screen.findAllByText('available')).toHaveLength(2)
      expect(simulator.requests).toHaveLength(1)
    })

    test('behavior: an error goes to the boundary, which asks again', async () => {
      const { client, simulator } = createTestClient()
      simulator.fail({ call: 'engagement', status: 400, times: 1 })
      renderIn(client, <Status />)
      await userEvent.click(await screen.findByRole('button', { name: 'ServiceError' }))
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(simulator.requests.map(({ status }) => status)).toEqual([400, 200])
      // React tells of each error that a boundary takes.
      takeConsole()
    })

    test('behavior: a log-out while it waits asks anew', async () => {
      const { client, simulator } = createTestClient()
      simulator.hang()
      renderIn(client, <Status />)
      await waitFor(() => expect(simulator.requests).toHaveLength(1))
      simulator.recover()
      act(() => client.reset())
      expect(await screen.findByText('available')).toBeInTheDocument()
      expect(simulator.visitors).toHaveLength(1)
    })

    test('behavior: a log-out afterwards shows nothing of the visitor before', async () => {
      const { client, simulator } = createTestClient()
      renderIn(client, <Status />)
      await screen.findByText('available')
      simulator.offer({ status: 'unavailable' })
      act(() => client.reset())
      expect(await screen.findByText('unavailable')).toBeInTheDocument()
      expect(simulator.visitors).toHaveLength(2)
    })
  })
})
