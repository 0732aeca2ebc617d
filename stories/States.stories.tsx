import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, waitFor } from 'storybook/test'
import { type AvailableEngagement, EngagementButton, type EngagementButtonProps } from '../src/index.js'
import { type EngagementParameters, withEngagement } from '../src/storybook/index.js'

const expired: AvailableEngagement = {
  status: 'available',
  visitorId: 'visitor',
  sessionId: 'session',
  pageId: 'page',
  campaignId: '1',
  engagementId: '2',
  engagementRevision: 3,
  expiresAt: 0,
}

type State = { name: string; engagement?: EngagementParameters; props?: EngagementButtonProps }

const states: State[] = [
  { name: 'Loading', engagement: { hang: true }, props: { fallback: 'Write to us' } },
  { name: 'Available' },
  { name: 'Expired', props: { engagement: expired } },
  { name: 'Conversation', engagement: { service: 'monitoring', offer: { status: 'conversation' } } },
  { name: 'Unavailable', engagement: { offer: { status: 'unavailable' } }, props: { fallback: 'Write to us' } },
  { name: 'Out of hours', engagement: { offer: { status: 'unavailable' } }, props: { labels: { unavailable: 'We are back at 9' } } },
  { name: 'Error', engagement: { fail: { call: 'engagement', status: 400 } }, props: { fallback: 'Write to us' } },
  { name: 'Retry', engagement: { fail: { call: 'engagement', status: 400 } }, props: { labels: { retry: 'Try again' } } },
]

/** Light and dark, left to right and right to left. */
const looks = ['light', 'dark'].flatMap((scheme) => (['ltr', 'rtl'] as const).map((direction) => ({ scheme, direction })))

/** A button in one state and one look, with a service of its own. */
function Cell({ name, engagement, props, scheme, direction, placement }: State & (typeof looks)[number] & Props): ReactElement {
  const parameters = { engagement: { latency: 0, ...engagement } }
  return (
    <div className={`cell ${scheme} ${placement}`} dir={direction}>
      {withEngagement(
        () => (
          <EngagementButton {...props} placement={placement} />
        ),
        {
          id: [name, scheme, direction].join(),
          parameters,
          globals: {},
        },
      )}
    </div>
  )
}

type Props = { placement: 'inline' | 'floating' }

/** Every state in every look. States that need an interaction or an offline browser are stories of EngagementButton. */
function States({ placement }: Props): ReactElement {
  return (
    <main className="states">
      {states.map((state) => (
        <section key={state.name} aria-label={state.name}>
          <h2>{state.name}</h2>
          {looks.map((look) => (
            <Cell key={look.scheme + look.direction} {...state} {...look} placement={placement} />
          ))}
        </section>
      ))}
    </main>
  )
}

const meta = { title: 'States', component: States, parameters: { layout: 'fullscreen' } } satisfies Meta<typeof States>

export default meta

type Story = StoryObj<typeof meta>

const play: Story['play'] = async ({ canvas }) => {
  await waitFor(() => expect(canvas.getAllByRole('button', { name: 'Continue your chat' })).toHaveLength(4))
  await waitFor(() => expect(canvas.getAllByRole('button', { name: 'Try again' })).toHaveLength(4))
  await expect(canvas.getAllByText('Write to us')).toHaveLength(12)
}

export const Inline: Story = { args: { placement: 'inline' }, play }

export const Floating: Story = { args: { placement: 'floating' }, play }
