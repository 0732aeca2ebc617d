import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { EngagementButton } from '../src/index.js'
import type { EngagementScene } from '../src/storybook/index.js'

const meta = {
  title: 'EngagementButton',
  component: EngagementButton,
  args: {
    children: 'Chat with us',
    fallback: <span data-testid="fallback">Write to us: we answer within a day.</span>,
    onAccept: fn(),
    onDisplay: fn(),
  },
} satisfies Meta<typeof EngagementButton>

export default meta

type Story = StoryObj<typeof meta>

/** The site may offer a chat. A click reports display and acceptance, and gives the engagement to the site. */
export const Available: Story = {
  parameters: { engagement: { offer: { status: 'available', skillName: 'Sales' } } },
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    await expect(button).toHaveAttribute('type', 'button')
    await expect(button).toHaveAttribute('data-status', 'available')
    await userEvent.click(button)
    await expect(args.onAccept).toHaveBeenCalledOnce()
    await waitFor(() => expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept']))
  },
}

/** The service has not answered yet. */
export const Loading: Story = {
  parameters: { engagement: { hang: true } },
  play: async ({ canvas }) => {
    await expect(canvas.getByTestId('fallback')).toBeVisible()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

/** The site may not offer a chat now. */
export const Unavailable: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' }, latency: 0 } },
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await waitFor(() => expect(simulator.requests[0]?.status).toBeDefined())
    await expect(canvas.getByTestId('fallback')).toBeVisible()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

/** The service loads a rarely used account first. The delays are shorter here than the published 5, 10 and 15 s. */
export const AccountLoading: Story = {
  parameters: { engagement: { loadAccount: { answers: 2 }, schedule: [0.5, 0.5, 0.5], latency: 50 } },
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await expect(canvas.getByTestId('fallback')).toBeVisible()
    await canvas.findByRole('button', { name: 'Chat with us' })
    await expect(simulator.requests).toHaveLength(3)
    await expect(simulator.visitors).toHaveLength(1)
  },
}

/** The button floats in a corner of the viewport, above the page's content. A second button dismisses it until the session ends. */
export const Floating: Story = {
  args: { placement: 'floating' },
  decorators: [
    (Story, { viewMode }) =>
      viewMode === 'docs' ? (
        <div className="viewport">
          <Story />
        </div>
      ) : (
        <Story />
      ),
  ],
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    await expect(getComputedStyle(button).position).toBe('fixed')
    await userEvent.hover(await findDismissal(canvas))
    await expect(simulator.impressions).toEqual([])
  },
}

/** The second button, because its name depends on the toolbar's language. */
async function findDismissal(canvas: Parameters<NonNullable<Story['play']>>[0]['canvas']): Promise<HTMLElement> {
  const [, dismissal] = await canvas.findAllByRole('button')
  return dismissal as HTMLElement
}

/** The visitor dismissed the button. The offer is reported as closed, and the button stays hidden. */
export const Dismissed: Story = {
  args: { placement: 'floating' },
  // The play dismisses the button, and a docs page plays only the stories that have a frame.
  parameters: { docs: { story: { inline: false, height: '12rem' } } },
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await userEvent.click(await findDismissal(canvas))
    await expect(canvas.queryByRole('button')).toBeNull()
    await waitFor(() => expect(simulator.impressions.map(({ type }) => type)).toEqual(['impClose']))
    await expect(args.onAccept).not.toHaveBeenCalled()
  },
}

/** The service refused the question. The button does not appear, and the page works. */
export const Failed: Story = {
  name: 'Error',
  parameters: { engagement: { fail: { call: 'engagement', status: 400 }, latency: 0 } },
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await waitFor(() => expect(simulator.requests[0]?.status).toBe(400))
    await expect(canvas.getByTestId('fallback')).toBeVisible()
    await expect(simulator.requests).toHaveLength(1)
  },
}

/** With `labels.retry`, the button stays after an error, and its click tries again. */
export const Retry: Story = {
  parameters: { engagement: { fail: { call: 'engagement', status: 400, times: 1 } } },
  args: { labels: { retry: 'Chat is out of reach. Try again' } },
  play: async ({ canvas, userEvent }) => {
    const button = await canvas.findByRole('button', { name: 'Chat is out of reach. Try again' })
    await userEvent.click(button)
    await expect(button).toHaveAttribute('aria-busy', 'true')
    await waitFor(() => expect(button).toHaveTextContent('Chat with us'))
    await expect(button).toHaveFocus()
  },
}

/** With `labels.unavailable`, the button is visible and disabled out of hours. */
export const OutOfHours: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  args: { labels: { unavailable: 'We are back at 9' } },
  play: async ({ args, canvas, userEvent }) => {
    const button = await canvas.findByRole('button', { name: 'We are back at 9' })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await userEvent.click(button)
    await expect(args.onAccept).not.toHaveBeenCalled()
  },
}

/** Your own element, here a link, receives the props and the ref. The site opens its chat and does not follow the link. */
export const CustomElement: Story = {
  args: { render: <a href="#chat">Chat</a>, onAccept: fn((_engagement, event) => event.preventDefault()) },
  play: async ({ args, canvas, userEvent }) => {
    const link = await canvas.findByRole('link', { name: 'Chat' })
    await expect(link).toHaveAttribute('data-status', 'available')
    await userEvent.click(link)
    await expect(args.onAccept).toHaveBeenCalledOnce()
  },
}

/** The button calls a function in every state. */
export const EveryState: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' }, latency: 0 } },
  args: {
    render: (props, { status }) =>
      status === 'available' ? <button type="button" {...props} /> : <p data-testid="state">Our chat is {status}.</p>,
  },
  play: async ({ canvas }) => {
    await expect(await canvas.findByText('Our chat is unavailable.')).toBeVisible()
  },
}

/** Two buttons on one page share one request and one offer, which is reported once. */
export const TwoOfOneEngagement: Story = {
  name: 'Two of one engagement',
  render: (args) => (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '1rem' }}>
      <EngagementButton {...args}>Ask about delivery</EngagementButton>
      <EngagementButton {...args}>Ask about returns</EngagementButton>
    </div>
  ),
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await canvas.findByRole('button', { name: 'Ask about delivery' })
    await userEvent.click(canvas.getByRole('button', { name: 'Ask about returns' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Ask about delivery' }))
    await expect(args.onAccept).toHaveBeenCalledTimes(2)
    await waitFor(() => expect(simulator.impressions.map(({ type }) => type)).toEqual(['impDisplay', 'impAccept']))
    await expect(simulator.requests.filter(({ call }) => call === 'engagement')).toHaveLength(1)
  },
}

/** The offer has expired. Pointer, focus, click and return to the page request a new offer, but a timer never does. */
export const Expired: Story = {
  parameters: { engagement: { service: 'appEngagement', offer: { status: 'available', validForSeconds: 0.001 }, latency: 0 } },
  play: async ({ canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    await waitFor(() => expect(button).toHaveAttribute('data-expired'))
    await expect(simulator.requests).toHaveLength(1)
    simulator.offer({ status: 'available', validForSeconds: 900 })
    await userEvent.hover(button)
    await waitFor(() => expect(button).not.toHaveAttribute('data-expired'))
  },
}

/** The visitor clicked an expired offer. The button requests the offer again first, and shows that it is busy. */
export const Accepting: Story = {
  parameters: { engagement: { service: 'appEngagement', offer: { status: 'available', validForSeconds: 0.001 }, latency: 0 } },
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    await waitFor(() => expect(button).toHaveAttribute('data-expired'))
    simulator.hang()
    await userEvent.click(button)
    await expect(button).toHaveAttribute('data-accepting')
    await expect(button).toHaveAttribute('aria-busy', 'true')
    await expect(args.onAccept).not.toHaveBeenCalled()
  },
}

/** The browser has no network. A click is reported when the network returns. */
export const Offline: Story = {
  beforeEach: () => () => {
    Reflect.deleteProperty(navigator, 'onLine')
    window.dispatchEvent(new Event('online'))
  },
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Chat with us' })
    simulator.fail({ call: 'update', networkError: true })
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })
    window.dispatchEvent(new Event('offline'))
    await waitFor(() => expect(button).toHaveAttribute('data-offline'))
    await userEvent.click(button)
    await expect(args.onAccept).toHaveBeenCalledOnce()
    await expect(simulator.impressions).toEqual([])
  },
}

/** The visitor is in a conversation, according to the Monitoring API. The button resumes the conversation, and reports nothing. */
export const Conversation: Story = {
  args: { onResume: fn() },
  parameters: { engagement: { service: 'monitoring', offer: { status: 'conversation' } } },
  play: async ({ args, canvas, loaded, userEvent }) => {
    const { simulator }: EngagementScene = loaded.engagement
    const button = await canvas.findByRole('button', { name: 'Continue your chat' })
    await expect(button).toHaveAttribute('data-status', 'conversation')
    await userEvent.click(button)
    await expect(args.onResume).toHaveBeenCalledOnce()
    await expect(args.onAccept).not.toHaveBeenCalled()
    await expect(simulator.requests).toHaveLength(1)
  },
}

/** Monitoring 1.1 responds with 202 while it loads an account. The delays are shorter here than the published 3, 10, 30 and 90 s. */
export const MonitoringLoading: Story = {
  parameters: { engagement: { service: 'monitoring', loadAccount: { answers: 2 }, schedule: [0.5, 0.5, 0.5, 0.5], latency: 50 } },
  play: async ({ canvas, loaded }) => {
    const { simulator }: EngagementScene = loaded.engagement
    await expect(canvas.getByTestId('fallback')).toBeVisible()
    await canvas.findByRole('button', { name: 'Chat with us' })
    await expect(simulator.requests.map(({ status }) => status)).toEqual([202, 202, 201])
    await expect(simulator.visitors).toHaveLength(1)
  },
}
