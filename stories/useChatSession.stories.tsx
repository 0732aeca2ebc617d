import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import type { EngagementScene } from '../src/storybook/index.js'
import { ChatPanel } from './support/ChatPanel.js'
import { withRequests } from './support/withRequests.js'

const meta = {
  title: 'useChatSession',
  component: ChatPanel,
  decorators: [withRequests],
  parameters: { layout: 'fullscreen', engagement: { chatSession: { CustomerName: 'Ada', Status: 'InQueue', InitialQueuePos: 2 } } },
} satisfies Meta<typeof ChatPanel>

export default meta

type Story = StoryObj<typeof meta>
type Playing = Parameters<NonNullable<Story['play']>>[0]

async function rename({ canvas, userEvent }: Playing, name: string): Promise<void> {
  const input = await canvas.findByLabelText('Customer')
  await userEvent.clear(input)
  await userEvent.type(input, name)
  await userEvent.click(canvas.getByRole('button', { name: 'Save' }))
}

/** An agent sees the chat session beside the chat. */
export const Panel: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pick up' }))
    await canvas.findByText('In a chat with Alex Agent.')
  },
}

/** A change appears immediately, before the response of the service. */
export const Optimistic: Story = {
  parameters: { engagement: { latency: 1500 } },
  play: async (playing) => {
    const { canvas } = playing
    await canvas.findByLabelText('Customer')
    await rename(playing, 'Ada L.')
    await expect(canvas.getByRole('heading', { name: 'Ada L.' })).toBeVisible()
    await expect(canvas.getByText('Saving…')).toBeVisible()
    await waitFor(() => expect(canvas.queryByText('Saving…')).toBeNull())
    await expect(canvas.getByRole('heading', { name: 'Ada L.' })).toBeVisible()
  },
}

/** Someone else has renamed the customer meanwhile. The update writes nothing, and the panel shows the other name. */
export const Conflict: Story = {
  play: async (playing) => {
    const { canvas, loaded } = playing
    const { simulator }: EngagementScene = loaded.engagement
    await canvas.findByLabelText('Customer')
    simulator.changeChatSession(1, { CustomerName: 'Grace' })
    await rename(playing, 'Ada L.')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('The customer is now Grace.')
    await expect(canvas.getByRole('heading', { name: 'Grace' })).toBeVisible()
  },
}

/** The service refuses a change, and the panel reverts it. */
export const Refused: Story = {
  parameters: { engagement: { fail: { call: 'chatSession', method: 'PATCH', status: 400 } } },
  play: async (playing) => {
    const { canvas } = playing
    await rename(playing, 'Ada L.')
    await expect(await canvas.findByRole('alert')).toHaveTextContent('SuperOffice refused that.')
    await expect(canvas.getByRole('heading', { name: 'Ada' })).toBeVisible()
  },
}

/** After 5 s, the client emits the event `slow`. The request goes on. */
export const Slow: Story = {
  parameters: { engagement: { latency: 7000 } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText('Reading…')).toBeVisible()
    await canvas.findByText(/SuperOffice takes its time/)
    await canvas.findByRole('heading', { name: 'Ada' })
  },
}

/** The service refuses the credentials and their replacement, so the panel cannot read the session. */
export const NoPermission: Story = {
  parameters: { engagement: { fail: { call: 'chatSession', status: 403 } } },
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await expect(await canvas.findByRole('alert')).toHaveTextContent('You may not see or change this session.')
    await expect(simulator.requests).toHaveLength(2)
  },
}
