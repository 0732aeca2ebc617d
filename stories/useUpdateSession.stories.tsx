import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, waitFor } from 'storybook/test'
import { useEngagement, useUpdateSession } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'
import { withRequests } from './support/withRequests.js'

/**
 * Sends facts about the visitor to the service, by TanStack Query's mutation. With `refetchEngagement`, the hook requests the offer again.
 */
function Cart(): ReactElement {
  const { data } = useEngagement()
  const { mutate, status } = useUpdateSession()
  return (
    <section className="panel" aria-label="The cart">
      <p>The report of the cart: {status}.</p>
      <button
        type="button"
        disabled={!data}
        onClick={() => mutate({ engagementAttributes: [{ type: 'cart', total: 38, currency: 'EUR', numItems: 2 }] })}
      >
        Add to cart
      </button>
    </section>
  )
}

const meta = {
  title: 'useUpdateSession',
  component: Cart,
  decorators: [withRequests],
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof Cart>

export default meta

type Story = StoryObj<typeof meta>

export const Told: Story = {
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = canvas.getByRole('button', { name: 'Add to cart' })
    await waitFor(() => expect(button).toBeEnabled())
    await userEvent.click(button)
    await expect(await canvas.findByText('The report of the cart: success.')).toBeVisible()
    await expect(simulator.attributes).toContainEqual(expect.objectContaining({ type: 'cart', numItems: 2 }))
  },
}

/** The service no longer knows the session, so the update did not count. */
export const Lost: Story = {
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = canvas.getByRole('button', { name: 'Add to cart' })
    await waitFor(() => expect(button).toBeEnabled())
    simulator.closeSession()
    await userEvent.click(button)
    await expect(await canvas.findByText('The report of the cart: error.')).toBeVisible()
  },
}
