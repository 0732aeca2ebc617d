import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { ChatSessionStatus, toChatSessionPhase } from '../src/index.js'

const meta = {
  title: 'ChatSessionStatus',
  component: ChatSessionStatus,
  args: { id: 1 },
} satisfies Meta<typeof ChatSessionStatus>

export default meta

type Story = StoryObj<typeof meta>

const agent = { AssociateId: 21, FullName: 'Alex Agent' }

/** A chat session with this status, and its text for the customer. */
function story(Status: string, text: string, members: Record<string, unknown> = {}): Story {
  return {
    parameters: { engagement: { chatSession: { Status, CustomerName: 'Ada', ...members } } },
    play: async ({ canvas }) => {
      const status = canvas.getByRole('status')
      await waitFor(() => expect(status).toHaveAttribute('data-status', toChatSessionPhase(Status)))
      await expect(status.textContent).toBe(text)
      await expect(status.outerHTML).not.toMatch(/Ada|key-1|192/)
    },
  }
}

export const Invalid = story('Invalid', '')
export const PreChatForm = story('PreChatForm', 'Your chat is about to begin.')
export const Faq = story('Faq', 'Your chat is about to begin.')
export const OfflineForm = story('OfflineForm', 'Nobody is available to chat right now.')
export const InQueue = story('InQueue', 'You are in the queue. You were number 3 when you joined.', { InitialQueuePos: 3 })
export const CustomerLast = story('CustomerLast', 'You are chatting with Alex Agent.', { User: agent })
export const UserLast = story('UserLast', 'You are chatting with Alex Agent.', { User: agent })
/** The conversation has ended, unless the customer writes again. */
export const Finished = story('Finished', 'The chat has ended. You rated it 4 of 5.', { User: agent, Rating: 4 })
export const Deleted = story('Deleted', 'The chat has ended.')
export const Closed = story('Closed', 'The chat has ended.')
export const RequestPosted = story('RequestPosted', 'The chat has ended.')
export const ClosedFromQueue = story('ClosedFromQueue', 'The chat has ended.')

/** A bot has no name to show to the customer. */
export const Bot = story('UserLast', 'You are in a chat.', { ChatbotIsActive: true, User: agent })

/** Labels of your own. */
export const Labels: Story = {
  args: { labels: { waiting: ({ position }) => <strong>Place {position} when you came. Tea?</strong> } },
  parameters: { engagement: { chatSession: { InitialQueuePos: 3 } } },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Place 3 when you came. Tea?')).toBeVisible()
  },
}
