import type { Meta, StoryObj } from '@storybook/react-vite'
import { type FormEvent, type ReactElement, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { useConversation } from '../src/conversation/index.js'
import { useEngagement } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

/** A chat of the site's own elements. The first message opens the conversation. */
function OwnChat(): ReactElement {
  const { data } = useEngagement()
  const { status, messages, isAgentTyping, send, close } = useConversation({
    engagement: data?.status === 'unavailable' ? undefined : data,
  })
  const [text, setText] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send(text)
    setText('')
  }
  return (
    <main className="panel">
      <h1>Ask the shop</h1>
      <ul>
        {messages.map(({ id, author, content }) => (
          <li key={id}>
            {author}: <bdi>{content.type === 'text' ? content.text : content.type}</bdi>
          </li>
        ))}
      </ul>
      <p role="status">
        {status}
        {isAgentTyping && ', typing'}
      </p>
      <form onSubmit={onSubmit}>
        <label>
          Message
          <input value={text} onChange={({ currentTarget }) => setText(currentTarget.value)} />
        </label>
        <button type="submit" disabled={!data}>
          Send
        </button>
        <button type="button" disabled={status === 'idle'} onClick={() => void close()}>
          End
        </button>
      </form>
    </main>
  )
}

const meta = {
  title: 'useConversation',
  component: OwnChat,
  parameters: { engagement: { latency: 0, messaging: { bot: (text: string) => `You said: ${text}` } } },
} satisfies Meta<typeof OwnChat>

export default meta

/** The hook gives the state and the functions. The first message opens the conversation. */
export const OwnElements: StoryObj<typeof meta> = {
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Send' })).toBeEnabled())
    await expect(simulator.conversations).toEqual([])
    await userEvent.type(canvas.getByRole('textbox'), 'Hello{Enter}')
    await expect(await canvas.findByText('You said: Hello')).toBeVisible()
    await expect(simulator.conversations).toHaveLength(1)
  },
}
