import { Button as BaseButton } from '@base-ui/react/button'
import MuiButton from '@mui/material/Button'
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, fn, waitFor } from 'storybook/test'
import { EngagementButton, type UseEngagementButtonParameters, useEngagementButton } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

/** Your own elements, by `render` and by the hook `useEngagementButton`. */
const meta = {
  title: 'Recipes',
  component: EngagementButton,
  args: { onAccept: fn((_engagement, event) => event.preventDefault()) },
} satisfies Meta<typeof EngagementButton>

export default meta

type Story = StoryObj<typeof meta>

/** The link also leads to the chat in a new tab. */
export const PlainLink: Story = {
  args: { render: <a href="#chat">Chat with us</a> },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('link', { name: 'Chat with us' }))
    await expect(args.onAccept).toHaveBeenCalledOnce()
  },
}

/** Base UI provides the behaviour, and the site provides the style. */
export const BaseUiButton: Story = {
  name: 'Base UI Button',
  args: { render: <BaseButton className="recipe-button" />, children: 'Chat with us' },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Chat with us' }))
    await expect(args.onAccept).toHaveBeenCalledOnce()
  },
}

/** Material UI provides the style too. */
export const MuiContainedButton: Story = {
  name: 'MUI Button',
  args: { render: <MuiButton variant="contained" size="large" />, children: 'Chat with us' },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Chat with us' }))
    await expect(args.onAccept).toHaveBeenCalledOnce()
  },
}

/** A card that invites the visitor. A dismissal hides the card until the session ends. */
function InvitingCard(parameters: UseEngagementButtonParameters): ReactElement | null {
  const { state, buttonProps, ref, dismiss } = useEngagementButton(parameters)
  if (state.status !== 'available' || state.isDismissed) return null
  return (
    <aside className="invitation" aria-labelledby="invitation">
      <h2 id="invitation">Need help choosing?</h2>
      <p>Ask someone who knows the range. It takes a minute.</p>
      <div>
        <button type="button" data-engagement-button="" ref={ref} {...buttonProps}>
          Start a chat
        </button>
        <button type="button" className="no" onClick={dismiss}>
          No, thanks
        </button>
      </div>
    </aside>
  )
}

const render: NonNullable<Story['render']> = ({ onAccept }) => <InvitingCard onAccept={onAccept} />

export const Card: Story = {
  name: 'Card that invites',
  render,
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Start a chat' }))
    await expect(args.onAccept).toHaveBeenCalledOnce()
    await expect(canvas.getByRole('complementary', { name: 'Need help choosing?' })).toBeVisible()
  },
}

export const CardDismissed: Story = {
  name: 'Card that was dismissed',
  // A docs page plays no story, and would show the card.
  tags: ['!autodocs'],
  render,
  play: async ({ canvas, loaded, userEvent }) => {
    const { client, simulator }: EngagementScene = loaded.engagement
    await userEvent.click(await canvas.findByRole('button', { name: 'No, thanks' }))
    await expect(canvas.queryByRole('complementary')).toBeNull()
    await waitFor(() => expect(simulator.impressions.map(({ type }) => type)).toContain('impClose'))
    await expect(client.session.getState().dismissedSessionId).toBe(client.session.getState().sessionId)
  },
}
