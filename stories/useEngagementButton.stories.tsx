import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, fn } from 'storybook/test'
import { type UseEngagementButtonParameters, useEngagementButton } from '../src/index.js'

/**
 * The behaviour of `EngagementButton`, for your own element: `{ state, engagement, buttonProps, ref, dismiss }`. Recipes has more examples.
 */
function ChatLine(parameters: UseEngagementButtonParameters): ReactElement {
  const { state, engagement, buttonProps, ref } = useEngagementButton(parameters)
  if (engagement?.status !== 'available') return <p>Our chat is {state.status}. Call us.</p>
  return (
    <p>
      Questions?{' '}
      <a href="#chat" ref={ref} {...buttonProps}>
        {engagement.skillName} are online
      </a>
      .
    </p>
  )
}

const meta = {
  title: 'useEngagementButton',
  component: ChatLine,
  args: { onAccept: fn((_engagement, event) => event.preventDefault()) },
} satisfies Meta<typeof ChatLine>

export default meta

type Story = StoryObj<typeof meta>

export const Available: Story = {
  parameters: { engagement: { offer: { status: 'available', skillName: 'Tent experts' } } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('link', { name: 'Tent experts are online' }))
    await expect(args.onAccept).toHaveBeenCalledOnce()
  },
}

export const Unavailable: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is unavailable. Call us.')).toBeVisible()
  },
}
