import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect } from 'storybook/test'
import { useEngagement } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

/**
 * The answer to a question, as a query of TanStack Query. Components with the same question share one request.
 *
 * `useEngagement({ engagementAttributes, consumerSections, identities, entryPoints, query })`
 */
function Offer(): ReactElement {
  const { data, error, isPending } = useEngagement({ consumerSections: ['Support'] })
  if (isPending) return <p>Asking…</p>
  if (error) return <p role="alert">{error.name}</p>
  return <p>The service says: {data.status}.</p>
}

const meta = { title: 'useEngagement', component: Offer } satisfies Meta<typeof Offer>

export default meta

type Story = StoryObj<typeof meta>

export const Available: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The service says: available.')).toBeVisible()
  },
}

export const Unavailable: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('The service says: unavailable.')).toBeVisible()
  },
}

export const Failed: Story = {
  name: 'Error',
  parameters: { engagement: { fail: { call: 'engagement', status: 400 } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('ServiceError')
  },
}

export const Shared: Story = {
  render: () => (
    <>
      <Offer />
      <Offer />
    </>
  ),
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await expect(await canvas.findAllByText('The service says: available.')).toHaveLength(2)
    await expect(simulator.requests).toHaveLength(1)
  },
}
