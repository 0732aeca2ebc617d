import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, within } from 'storybook/test'
import { ChatWindow } from '../src/conversation/index.js'
import { EngagementButton } from '../src/index.js'
import { Requests } from './support/Requests.js'

/** A site that offers a chat: the button, the window that a click opens, and the requests to the service. */
function Site(): ReactElement {
  return (
    <main className="page">
      <div>
        <h1>A chat, when it may be offered</h1>
        <EngagementButton fallback={<p>Asking…</p>}>Chat with us</EngagementButton>
        <p>
          The button asked a simulated service whether this visitor may be offered a chat. One second after half of it came into view it
          reports that it was displayed. A click reports that it was accepted, and opens the conversation. A simulated bot answers.
        </p>
        <ChatWindow placement="inline" />
      </div>
      <Requests />
    </main>
  )
}

const meta = {
  title: 'Welcome',
  component: Site,
  parameters: { layout: 'fullscreen', engagement: { messaging: { bot: true } } },
  tags: ['!autodocs'],
} satisfies Meta<typeof Site>

export default meta

/** A whole chat, for the tests. The sidebar omits it, because a reader finds the page at rest. */
export const AtWork: StoryObj<typeof meta> = {
  tags: ['!dev'],
  play: async ({ canvas, userEvent }) => {
    await canvas.findByText(/impDisplay$/)
    await userEvent.click(canvas.getByRole('button', { name: 'Chat with us' }))
    await canvas.findByText(/impAccept$/)
    await userEvent.type(await canvas.findByRole('textbox', { name: 'Your message' }), 'Where is my parcel?{Enter}')
    await canvas.findByText('Bot')
    await userEvent.click(canvas.getByRole('button', { name: 'End chat' }))
    const question = within(await canvas.findByRole('group', { name: 'End this chat?' }))
    await userEvent.click(question.getByRole('button', { name: 'End chat' }))
    await expect(await canvas.findByText('The chat has ended.')).toBeVisible()
  },
}

/** The site, for a try by hand. */
export const Untouched: StoryObj<typeof meta> = {
  name: 'A site',
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Chat with us' })).toBeVisible()
  },
}
