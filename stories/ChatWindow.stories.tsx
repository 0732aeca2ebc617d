import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, fn, waitFor, within } from 'storybook/test'
import { ChatWindow, type Message, resumeConversation } from '../src/conversation/index.js'
import { EngagementButton } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

const meta = {
  title: 'ChatWindow',
  component: ChatWindow,
  args: { onOpenChange: fn() },
  parameters: { layout: 'fullscreen', engagement: { latency: 0 }, docs: { story: { inline: false, height: '46rem' } } },
  decorators: [
    (Story) => (
      <main className="panel">
        <h1>A shop</h1>
        <EngagementButton placement="floating" />
        <Story />
      </main>
    ),
  ],
} satisfies Meta<typeof ChatWindow>

export default meta

type Story = StoryObj<typeof meta>
type Play = Parameters<NonNullable<Story['play']>>[0]

/** The button opens the window. Its text depends on the toolbar's language. */
async function open({ canvas, userEvent, loaded }: Play) {
  const { simulator, client }: EngagementScene = loaded.engagement
  await waitFor(() => expect(document.querySelector('[data-engagement-button]')).not.toBeNull())
  await userEvent.click(document.querySelector('[data-engagement-button]') as Element)
  const chat = within(await canvas.findByRole('dialog'))
  await waitFor(() => expect(simulator.conversations).toHaveLength(1))
  return { chat, simulator, client, agent: simulator.agent }
}

async function openWithAgent(play: Play) {
  const scene = await open(play)
  await waitFor(() => expect(scene.client.core.acceptances.getState().conversation).toBeDefined())
  scene.agent.join()
  // A page of stories has one keyboard focus for all of them, so no story types.
  const conversation = await resumeConversation(scene.client)
  return { ...scene, send: (text: string) => conversation?.send(text) }
}

/** A bot answers. Open the chat, ask, and say goodbye. */
export const Conversation: Story = {
  parameters: { engagement: { messaging: { bot: true, survey: true } } },
  play: async (play) => {
    const { chat } = await open(play)
    await expect(await chat.findByText('Hello! How can I help you?')).toBeVisible()
  },
}

/** The visitor waits for an agent. */
export const Waiting: Story = {
  play: async (play) => {
    const { chat } = await open(play)
    await waitFor(() => expect(chat.getByRole('status')).not.toBeEmptyDOMElement())
    await expect(chat.getByRole('log')).toHaveAttribute('aria-live', 'polite')
  },
}

/** Messages of both sides, with their states. The agent types. */
export const Messages: Story = {
  play: async (play) => {
    const { chat, agent, send } = await openWithAgent(play)
    agent.say('Hello! See https://shop.example/chairs.')
    await chat.findByText(/Hello!/)
    await send('Where is my order?')
    agent.read()
    agent.say({ text: 'Which one?', quickReplies: ['The chair', 'The table'] })
    agent.type()
    await expect(await chat.findByRole('button', { name: 'The chair' })).toBeVisible()
    await expect(chat.getByRole('link')).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  },
}

/** Structured content and a file. Nothing of the agent's is loaded before a click. */
export const StructuredContent: Story = {
  play: async (play) => {
    const { chat, agent } = await openWithAgent(play)
    agent.say({ file: { path: '/invoice.pdf', caption: 'The invoice', fileType: 'PDF' } })
    agent.say({
      type: 'vertical',
      elements: [
        { type: 'text', text: 'Our best chair' },
        { type: 'image', url: 'https://pictures.example/chair.png', caption: 'Oak, 45 cm' },
        { type: 'button', title: 'Buy it', click: { actions: [{ type: 'publishText', text: 'I buy the chair' }] } },
        { type: 'map', la: 52.5, lo: 13.4 },
      ],
    })
    await play.userEvent.click(await chat.findByRole('button', { name: 'Buy it' }))
    await expect(await chat.findByText('I buy the chair')).toBeVisible()
    await expect(chat.queryByRole('img')).toBeNull()
    // An image that has loaded makes its message taller. The end stays in view.
    const log = chat.getByRole('log')
    const item = chat.getByText('I buy the chair').closest('li') as HTMLElement
    item.style.paddingBlockEnd = '60rem'
    await waitFor(() => expect(log.scrollHeight - log.scrollTop - log.clientHeight).toBeLessThan(2))
    item.style.paddingBlockEnd = ''
  },
}

/** The service refuses a message. The visitor can send it again. */
export const FailedMessage: Story = {
  play: async (play) => {
    const { simulator, send } = await openWithAgent(play)
    simulator.fail({ call: 'ms.PublishEvent', status: 400, times: 1 })
    await expect(send('Hello')).rejects.toThrow()
    await waitFor(() => expect(document.querySelector('[data-status="failed"] button')).not.toBeNull())
  },
}

/** The socket is lost. Messages wait, and the visitor goes on writing. */
export const Reconnecting: Story = {
  play: async (play) => {
    const { chat, simulator, send } = await openWithAgent(play)
    simulator.fail({ call: 'InitConnection', status: 500, times: 20 })
    simulator.dropSocket()
    await waitFor(() => expect(play.canvasElement.querySelector('[data-status="reconnecting"]')).not.toBeNull())
    void send('Are you there?')
    await expect(await chat.findByText('Are you there?')).toBeVisible()
  },
}

/** The visitor is asked before the chat ends. */
export const End: Story = {
  play: async (play) => {
    const { chat, agent } = await openWithAgent(play)
    agent.say('Can I do anything else for you?')
    await chat.findByText(/anything else/)
    await play.userEvent.click(play.canvasElement.querySelector('[data-chat-header] button') as Element)
    await waitFor(() => expect(play.canvasElement.querySelector('[data-chat-choice] button')).not.toBeNull())
  },
}

/** A survey follows the end. */
export const Survey: Story = {
  parameters: { engagement: { messaging: { survey: true } } },
  play: async (play) => {
    const { chat, agent } = await openWithAgent(play)
    agent.say('Goodbye!')
    await chat.findByText('Goodbye!')
    agent.close()
    await waitFor(() => expect(play.canvasElement.querySelector('[data-chat-survey] button')).not.toBeNull())
  },
}

/** The visitor's token was refused. */
export const Failed: Story = {
  name: 'Error',
  parameters: { engagement: { schedule: [] } },
  play: async (play) => {
    play.loaded.engagement.simulator.fail({ call: 'cm.ConsumerRequestConversation', status: 400, times: 9 })
    const { canvas, userEvent } = play
    await waitFor(() => expect(document.querySelector('[data-engagement-button]')).not.toBeNull())
    await userEvent.click(document.querySelector('[data-engagement-button]') as Element)
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

/** The window in the page. */
export const Inline: Story = {
  args: { placement: 'inline', defaultOpen: true },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole('region')).toBeVisible()
    await expect(document.body).toHaveFocus()
  },
}

const labels = { title: 'Ask the shop', agent: 'The shop' }

const withMark = (message: Message, element: ReactElement) => (
  <>
    {element}
    {message.author === 'agent' && <small>Answers are no advice.</small>}
  </>
)

/** `labels`, `slots` and `renderMessage` replace texts and parts. */
export const OwnParts: Story = {
  args: { labels, renderMessage: withMark, slots: { status: () => null } },
  play: async (play) => {
    const { chat, agent } = await openWithAgent(play)
    agent.say('Hello!')
    await expect(await chat.findByText('Answers are no advice.')).toBeVisible()
    await expect(chat.queryByRole('status')).toBeNull()
  },
}
