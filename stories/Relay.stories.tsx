import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import type { EngagementScene } from '../src/storybook/index.js'
import { CustomerAndAgent } from './support/CustomerAndAgent.js'

/**
 * A relay holds the credentials of SuperOffice, and decides what each person may read and change.
 *
 * `createRelay({ basePath: '/chat-relay', superOffice: { baseUrl, authorization, authorize } })`
 */
const meta = {
  title: 'Relay',
  component: CustomerAndAgent,
  parameters: { layout: 'fullscreen', engagement: { latency: 100, chatSession: { CustomerName: 'Ada', InitialQueuePos: 2 } } },
} satisfies Meta<typeof CustomerAndAgent>

export default meta

type Story = StoryObj<typeof meta>

/** The customer's attempt to skip the queue ends at the relay. The agent picks the chat up and ends it, and the customer sees both. */
export const TwoPeople: Story = {
  name: 'Customer and agent',
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const customer = within(await canvas.findByRole('region', { name: 'The customer' }))
    const agent = within(canvas.getByRole('region', { name: 'The agent' }))
    await customer.findByText('You are in the queue. You were number 2 when you joined.')

    await userEvent.click(customer.getByRole('button', { name: 'Skip the queue' }))
    await expect(await customer.findByRole('alert')).toHaveTextContent('The relay refused that.')
    await expect(simulator.chatSessions[0]?.Status).toBe('InQueue')
    await expect(simulator.requests.every(({ method }) => method === 'GET')).toBe(true)

    await userEvent.click(agent.getByRole('button', { name: 'Pick up' }))
    await customer.findByText('You are chatting with Alex Agent.')

    await userEvent.clear(customer.getByLabelText('Your name'))
    await userEvent.type(customer.getByLabelText('Your name'), 'Ada King')
    await userEvent.click(customer.getByRole('button', { name: 'Save' }))
    await agent.findByText('Ada King')

    await userEvent.click(agent.getByRole('button', { name: 'End the chat' }))
    await customer.findByText('The chat has ended.')
    const changes = within(canvas.getByRole('region', { name: 'The relay' }))
    await waitFor(() => expect(changes.getAllByText(/^Sent to SuperOffice/)).toHaveLength(3))
    await expect(changes.getAllByText('Refused by the relay (403)')).toHaveLength(1)
  },
}

/** The same page, for a try by hand. */
export const Untouched: Story = {
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('You are in the queue. You were number 2 when you joined.')).toBeVisible()
  },
}
