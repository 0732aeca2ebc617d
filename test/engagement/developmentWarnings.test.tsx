import { act, screen } from '@testing-library/react'
import type { ComponentProps, ReactElement } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { EngagementButton, useEngagementButton } from '../../src/index.js'
import { takeConsole } from '../support/failOnConsole.js'
import { renderWithClient } from '../support/render.js'

const advance = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

/** Renders a button whose question changes ten times, after so many milliseconds each. */
async function renderChanges(interval: number) {
  const show = (step: number) => <EngagementButton engagementAttributes={[{ type: 'cart', total: step, numItems: step }]} />
  const rendered = renderWithClient(show(0))
  for (let step = 1; step < 10; step++) {
    await advance(interval)
    rendered.rerender(show(step))
  }
  await advance(0)
  return rendered
}

describe('a question that changes at each render', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })

  test('behavior: a question that changes now and then is not reported', async () => {
    const { requests } = await renderChanges(500)
    expect(requests.engagement()).toHaveLength(10)
    expect(takeConsole()).toEqual([])
  })

  test('behavior: the question is reported once', async () => {
    await renderChanges(4)
    expect(takeConsole()).toEqual([[expect.stringContaining('A question changes at each render')]])
  })
})

/** In React 19, the ref is among the props. */
function Dropping({ ref: _ref, ...props }: ComponentProps<'button'>): ReactElement {
  return <button type="button" {...props} />
}

describe('an element that drops the ref', () => {
  test('behavior: the element is reported once, and one that attaches the ref is not', async () => {
    vi.useFakeTimers()
    renderWithClient(
      <>
        <EngagementButton render={<a href="#chat">Chat</a>} />
        <EngagementButton render={(props) => <button {...props} type="button" />} />
        <EngagementButton render={() => null} />
      </>,
    )
    await advance(1000)
    expect(screen.getByRole('link')).toHaveAttribute('data-status', 'available')
    expect(screen.getByRole('button')).toHaveAttribute('data-status', 'available')
    expect(takeConsole()).toEqual([])
    renderWithClient(
      <>
        <EngagementButton render={({ ref: _ref, ...props }) => <Dropping {...props} />} />
        <EngagementButton render={({ ref: _ref, ...props }) => <Dropping {...props} />} />
      </>,
    )
    await advance(1000)
    expect(takeConsole()).toEqual([[expect.stringContaining('drops its ref')]])
  })

  test('behavior: a hook whose element is not rendered is not reported', async () => {
    vi.useFakeTimers()
    function Closed(): ReactElement {
      return <i>{useEngagementButton().state.status}</i>
    }
    renderWithClient(<Closed />)
    await advance(1000)
    expect(takeConsole()).toEqual([])
  })
})
