import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, Suspense } from 'react'
import { expect } from 'storybook/test'
import { useSuspenseEngagement } from '../src/index.js'

/** Like `useEngagement`, for a component inside `Suspense` and an error boundary: there is always `data`. */
function Hours(): ReactElement {
  const { data } = useSuspenseEngagement()
  return <p>Our chat is {data.status === 'unavailable' ? 'closed' : 'open'}.</p>
}

const meta = {
  title: 'useSuspenseEngagement',
  component: Hours,
  decorators: [(Story) => <Suspense fallback={<p>Asking…</p>}>{Story()}</Suspense>],
} satisfies Meta<typeof Hours>

export default meta

type Story = StoryObj<typeof meta>

export const Open: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is open.')).toBeVisible()
  },
}

export const Closed: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is closed.')).toBeVisible()
  },
}

export const Asking: Story = {
  parameters: { engagement: { hang: true } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Asking…')).toBeVisible()
  },
}
