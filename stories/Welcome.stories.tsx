import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, useState } from 'react'
import { expect } from 'storybook/test'
import { EngagementButton } from '../src/index.js'
import { Requests } from './support/Requests.js'

/** A site that offers a chat: the button, the result of a click, and the requests to the service. */
function Site(): ReactElement {
  const [opened, setOpened] = useState<string>()
  return (
    <main className="page">
      <div>
        <h1>A chat, when it may be offered</h1>
        <EngagementButton onAccept={({ engagementId }) => setOpened(engagementId)} fallback={<p>Asking…</p>}>
          Chat with us
        </EngagementButton>
        {opened && <p role="status">Here the site opens its chat window for engagement {opened}.</p>}
        <p>
          The button asked a simulated service whether this visitor may be offered a chat. One second after half of it came into view it
          reports that it was displayed; a click reports that it was accepted, and opens the chat.
        </p>
      </div>
      <Requests />
    </main>
  )
}

const meta = { title: 'Welcome', component: Site, parameters: { layout: 'fullscreen' }, tags: ['!autodocs'] } satisfies Meta<typeof Site>

export default meta

export const AtWork: StoryObj<typeof meta> = {
  play: async ({ canvas, userEvent }) => {
    const requests = () => canvas.getAllByRole('listitem').map((item) => item.querySelector('strong')?.textContent?.replace(/^\w+ /, ''))
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    await expect(button).toBeVisible()
    await canvas.findByText(/impDisplay$/, {}, { timeout: 3000 })
    await userEvent.click(button)
    await expect(canvas.getByRole('status')).toHaveTextContent('opens its chat window')
    await canvas.findByText(/impAccept$/)
    await expect(requests()).toEqual(['ask for an engagement', 'impDisplay', 'impAccept'])
  },
}

/** The same site, for a try by hand. */
export const Untouched: StoryObj<typeof meta> = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('button', { name: 'Chat with us' })).toBeVisible()
  },
}
