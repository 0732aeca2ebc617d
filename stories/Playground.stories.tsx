import type { Meta, StoryObj } from '@storybook/react-vite'
import { type ReactElement, useEffect, useState } from 'react'
import { expect } from 'storybook/test'
import { type ClientEvent, EngagementButton, useEngagementClient } from '../src/index.js'
import { useSimulator } from '../src/storybook/index.js'
import type { Simulator } from '../src/testing/index.js'
import { Requests } from './support/Requests.js'

/** The changes that a person can make to the service. */
const doings: Record<string, (simulator: Simulator) => void> = {
  'Offer a chat': (simulator) => simulator.offer({ status: 'available' }),
  'Offer none': (simulator) => simulator.offer({ status: 'unavailable' }),
  'A conversation is under way': (simulator) => simulator.offer({ status: 'conversation' }),
  'Offers expire at once': (simulator) => simulator.offer({ status: 'available', validForSeconds: 0.001 }),
  'Load the account twice': (simulator) => simulator.loadAccount({ answers: 2 }),
  'End the session': (simulator) => simulator.closeSession(),
  'Refuse the next ask (400)': (simulator) => simulator.fail({ call: 'engagement', status: 400, times: 1 }),
  'Fail twice (503)': (simulator) => simulator.fail({ call: 'engagement', status: 503, times: 2 }),
  'Fail reports twice (503)': (simulator) => simulator.fail({ call: 'update', status: 503, times: 2 }),
  'Cut the connection once': (simulator) => simulator.fail({ call: 'engagement', networkError: true, times: 1 }),
  'Answer no JSON once': (simulator) => simulator.fail({ call: 'engagement', malformed: true, times: 1 }),
  'Answer nothing any more': (simulator) => simulator.hang(),
  Recover: (simulator) => simulator.recover(),
}

/** After a log-out by `reset`, a new button stands for a new page. */
function Playground(): ReactElement {
  const [simulator, client] = [useSimulator(), useEngagementClient()]
  const [visit, setVisit] = useState(0)
  return (
    <main className="page">
      <section className="panel" aria-label="The site">
        <h1>The site</h1>
        <EngagementButton key={visit} fallback={<p>No chat now: write to us.</p>} labels={{ retry: 'Chat is out of reach. Try again' }} />
        <div className="verbs">
          <button
            type="button"
            onClick={() => {
              client.reset()
              setVisit(visit + 1)
            }}
          >
            Log out, and ask as a new visitor
          </button>
        </div>
        <h2>The service</h2>
        <div className="verbs">
          {Object.entries(doings).map(([name, act]) => (
            <button key={name} type="button" onClick={() => act(simulator)}>
              {name}
            </button>
          ))}
        </div>
        <Events />
      </section>
      <Requests />
    </main>
  )
}

/** The client's events, the newest first. */
function Events(): ReactElement {
  const client = useEngagementClient()
  const [events, setEvents] = useState<ClientEvent[]>([])
  useEffect(() => client.subscribe((event) => setEvents((before) => [event, ...before].slice(0, 8))), [client])
  return (
    <section className="requests" aria-label="Events">
      <h2>Events of the client</h2>
      <ol>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list of lines that never move.
          <li key={index}>
            <code>{JSON.stringify(event)}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}

const meta = {
  title: 'Playground',
  component: Playground,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', engagement: { schedule: [1, 2, 3] } },
} satisfies Meta<typeof Playground>

export default meta

/** The delays are 1, 2 and 3 s here, instead of the published ones. */
export const AtRest: StoryObj<typeof meta> = { name: 'Faults and requests' }

/** A fault and a second attempt, for the tests. The sidebar omits it. */
export const AtWork: StoryObj<typeof meta> = {
  tags: ['!dev'],
  play: async ({ canvas, userEvent }) => {
    await canvas.findByRole('button', { name: 'Chat with us' })
    await userEvent.click(canvas.getByRole('button', { name: 'Refuse the next ask (400)' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Log out, and ask as a new visitor' }))
    await userEvent.click(await canvas.findByRole('button', { name: /Try again/ }))
    await expect(await canvas.findByRole('button', { name: 'Chat with us' })).toBeVisible()
  },
}
