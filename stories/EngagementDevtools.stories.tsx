import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, useState } from 'react'
import { expect, waitFor, within } from 'storybook/test'
import { EngagementDevtools } from '../src/devtools/index.js'
import {
  appEngagement,
  createEngagementClient,
  EngagementButton,
  EngagementProvider,
  type Question,
  useEngagementClient,
} from '../src/index.js'
import { createSimulator } from '../src/testing/index.js'

type SiteProps = { question?: Question; initialIsOpen?: boolean }

/** A site with a button, and with the devtools at its end. */
function Site({ question, initialIsOpen = true }: SiteProps): ReactElement {
  return (
    <main className="page">
      <div>
        <h1>Shop</h1>
        <EngagementButton {...question} fallback={<p>There is no button here, and the panel says why.</p>} />
      </div>
      <EngagementDevtools initialIsOpen={initialIsOpen} />
    </main>
  )
}

const meta = {
  title: 'EngagementDevtools',
  component: Site,
  parameters: {
    layout: 'fullscreen',
    engagement: { service: 'appEngagement', latency: 0 },
    // The devtools are fixed to an edge of their page, so each story needs a page of its own.
    docs: { story: { inline: false, iframeHeight: 560 } },
  },
} satisfies Meta<typeof Site>

export default meta

type Story = StoryObj<typeof meta>

/** Resolves with queries for the devtools' shadow root. */
async function findDevtools() {
  const section = await waitFor(() => {
    const found = document.querySelector('[data-engagement-devtools]')?.shadowRoot?.querySelector('section')
    if (!found) throw new Error('There are no devtools yet.')
    return found
  })
  return within(section)
}

/** Resolves with queries for the devtools, once they show this text. */
async function findPanel(text: string | RegExp) {
  const devtools = await findDevtools()
  await devtools.findByText(text)
  return devtools
}

/** The button appears. The panel shows the offer, its remaining time, and its reports. */
export const Available: Story = {
  args: { question: { consumerSections: ['Support'] } },
  play: async ({ canvas, userEvent }) => {
    const panel = await findPanel('Available: the service offers a chat to this visitor.')
    await expect(panel.getByRole('heading', { name: /^Support/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Chat with us' }))
    await waitFor(() => expect(panel.getByRole('row', { name: /^impAccept/ })).toHaveTextContent('impAccept010'))
  },
}

/** The keyboard opens the panel. Escape closes the panel and focuses the toggle. In the docs page, the other stories would take the focus. */
export const Keyboard: Story = {
  tags: ['!autodocs'],
  args: { initialIsOpen: false },
  play: async ({ userEvent }) => {
    const devtools = await findDevtools()
    const toggle = devtools.getByRole('button', { name: 'Engagement devtools' })
    const focused = () => (toggle.getRootNode() as ShadowRoot).activeElement
    toggle.focus()
    await userEvent.keyboard('{Enter}')
    const panel = await devtools.findByRole('region', { name: 'Engagement' })
    await expect(toggle).toHaveAttribute('aria-expanded', 'true')
    panel.focus()
    await userEvent.keyboard('{Escape}')
    await expect(devtools.queryByRole('region', { name: 'Engagement' })).toBeNull()
    await expect(toggle).toHaveAttribute('aria-expanded', 'false')
    await expect(focused()).toBe(toggle)
    await userEvent.keyboard(' ')
    await findPanel(/^Available/)
  },
}

export const Unavailable: Story = {
  parameters: { engagement: { offer: { status: 'unavailable' } } },
  play: async () => {
    await findPanel('Unavailable: the service offers no chat to this visitor now.')
  },
}

export const Loading: Story = {
  parameters: { engagement: { hang: true } },
  play: async () => {
    await findPanel('Loading: the service has not answered yet.')
  },
}

/** The service refused the question. The panel omits the service's message, which may repeat the visitor's data. */
export const Failed: Story = {
  name: 'Error',
  parameters: { engagement: { fail: { call: 'engagement', status: 400 } } },
  play: async () => {
    const panel = await findPanel(/^Error: ServiceError 400 \(code 5\)/)
    await expect(panel.getByText('Set labels.retry to show a button that sends the engagement request again.')).toBeVisible()
  },
}

/** An attempt failed, and the next attempt follows after a delay. */
export const Retrying: Story = {
  parameters: { engagement: { fail: { call: 'engagement', status: 503 }, schedule: [50, 50] } },
  play: async () => {
    const panel = await findPanel(/^Loading: retry 1 of 2 in 0:\d\d \(last attempt: 503\)\.$/)
    await expect(panel.getByText(/^Engagement: retry 1 of 2 in 0:\d\d \(last attempt: 503\)$/)).toBeVisible()
  },
}

export const Expired: Story = {
  parameters: { engagement: { offer: { status: 'available', validForSeconds: 0.001 } } },
  play: async () => {
    await findPanel(/^Expired: /)
  },
}

/** The visitor is in a conversation, which only Monitoring reports. */
export const Conversation: Story = {
  parameters: { engagement: { service: 'monitoring', offer: { status: 'conversation' } } },
  play: async () => {
    await findPanel(/^Conversation: /)
  },
}

/** A site that needs the visitor's consent. */
function CautiousSite(): ReactElement {
  const [client] = useState(() =>
    createEngagementClient({
      accountId: '12345678',
      service: appEngagement({ domain: 'lo.msdkgw.example' }),
      consent: 'required',
      storage: null,
      fetch: createSimulator().fetch,
    }),
  )
  return (
    <EngagementProvider client={client}>
      <Consent />
      <Site />
    </EngagementProvider>
  )
}

function Consent(): ReactElement {
  const client = useEngagementClient()
  return (
    <p className="page">
      <button type="button" onClick={() => client.setConsent('granted')}>
        Agree
      </button>
    </p>
  )
}

export const ConsentRequired: Story = {
  render: () => <CautiousSite />,
  play: async ({ canvas, userEvent }) => {
    await findPanel("Waiting for consent: the client sends no request until you call setConsent('granted').")
    await userEvent.click(canvas.getByRole('button', { name: 'Agree' }))
    await findPanel(/^Available/)
  },
}
