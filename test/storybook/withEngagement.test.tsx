import { render, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openConversation } from '../../src/conversation/index.js'
import { type AvailableEngagement, ChatSessionStatus, EngagementButton, getEngagement } from '../../src/index.js'
import { de } from '../../src/locales/de.js'
import {
  type EngagementGlobals,
  type EngagementParameters,
  engagementGlobalTypes,
  loadEngagement,
  useSimulator,
  withEngagement,
} from '../../src/storybook/index.js'
import { engagementRequests } from '../support/engagementRequests.js'
import { takeConsole } from '../support/failOnConsole.js'
import { inBothModes } from '../support/modes.js'

/** Returns Storybook's context of a story. */
function contextOf(engagement: EngagementParameters = {}, globals: EngagementGlobals = {}, id = 'a') {
  const context = { id, parameters: { engagement: { latency: 0, ...engagement } }, globals }
  const loaded = loadEngagement(context)
  // Impressions in the outbox would outlive the test's page.
  onTestFinished(() => loaded.engagement.client.core.outbox()?.clear())
  return { ...context, loaded }
}

const Button = () => <EngagementButton labels={{ retry: 'Again', unavailable: 'Closed' }} fallback="Nothing" />

describe('withEngagement', () => {
  inBothModes(() => {
    test('default: the story shows an offer', async () => {
      render(withEngagement(Button, contextOf()))
      await expect(screen.findByRole('button')).resolves.toHaveTextContent('Chat with us')
    })

    test.each<[string, EngagementParameters, string]>([
      ['offer', { offer: { status: 'unavailable' } }, 'Closed'],
      ['service', { service: 'monitoring', offer: { status: 'conversation' } }, 'Continue your chat'],
      ['fail', { fail: { call: 'engagement', status: 400 } }, 'Again'],
      ['loadAccount, schedule', { loadAccount: { answers: 1 }, schedule: [0] }, 'Chat with us'],
      ['locale', { locale: 'de', service: 'monitoring', offer: { status: 'conversation' } }, 'Chat fortsetzen'],
      ['locales', { locales: [de], offer: { status: 'available', language: 'de-DE' } }, 'Jetzt chatten'],
    ])('parameters: a story with %s shows its button', async (_name, parameters, text) => {
      render(withEngagement(Button, contextOf(parameters)))
      await expect(screen.findByRole('button')).resolves.toHaveTextContent(text)
    })

    test('parameters: chatSession sets the members of chat session 1', async () => {
      const Status = () => <ChatSessionStatus id={1} />
      render(withEngagement(Status, contextOf({ chatSession: { Status: 'Closed' } })))
      await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The chat has ended.'))
    })

    test('parameters: messaging decides how the conversation of the story is answered', async () => {
      const { client } = contextOf({ messaging: { bot: (text) => `You said: ${text}` } }).loaded.engagement
      const engagement = (await getEngagement(client)) as AvailableEngagement
      const { getState, leave } = await openConversation(client, { engagement, firstMessage: 'Hello' })
      onTestFinished(leave)
      await waitFor(() => expect(getState().messages.at(-1)?.content).toEqual({ type: 'text', text: 'You said: Hello' }))
    })

    test.each<[EngagementGlobals, string]>([
      [{ engagementState: 'unavailable' }, 'Closed'],
      [{ engagementState: 'error' }, 'Again'],
      [{ engagementState: 'conversation', service: 'monitoring' }, 'Continue your chat'],
      [{ engagementState: 'story' }, 'Chat with us'],
      [{ engagementLocale: 'de' }, 'Jetzt chatten'],
      [{ engagementLocale: 'de', engagementState: 'conversation', service: 'monitoring' }, 'Chat fortsetzen'],
      [{ engagementLocale: 'story' }, 'Chat with us'],
    ])('behavior: the toolbar values %j decide which button shows', async (globals, text) => {
      render(withEngagement(Button, contextOf({}, globals)))
      await expect(screen.findByRole('button')).resolves.toHaveTextContent(text)
    })

    test("behavior: an element with the toolbar's direction is around the story", async () => {
      render(withEngagement(Button, contextOf({}, { engagementDirection: 'rtl' })))
      expect((await screen.findByRole('button')).closest('[dir]')).toHaveAttribute('dir', 'rtl')
    })

    test('behavior: each story on one page has its own service', async () => {
      render(
        <>
          {withEngagement(Button, contextOf({ offer: { status: 'unavailable' } }, {}, 'a'))}
          {withEngagement(Button, contextOf({}, {}, 'b'))}
        </>,
      )
      await expect(screen.findByText('Closed')).resolves.toBeInTheDocument()
      await expect(screen.findByText('Chat with us')).resolves.toBeInTheDocument()
    })

    test('behavior: a play function receives the scene of its story', async () => {
      const context = contextOf()
      render(withEngagement(Button, context))
      await screen.findByRole('button')
      expect(engagementRequests(context.loaded.engagement.simulator)).toHaveLength(1)
    })

    test('behavior: the decorator works without the loader', async () => {
      const { loaded: _, ...context } = contextOf({ offer: { status: 'unavailable' } })
      render(withEngagement(Button, context))
      await expect(screen.findByRole('button')).resolves.toHaveTextContent('Closed')
    })

    test('behavior: a story can read its simulator', () => {
      const Requests = (): ReactElement => <b>{useSimulator().requests.length}</b>
      render(withEngagement(Requests, contextOf()))
      expect(screen.getByText('0')).toBeInTheDocument()
      expect(() => render(<Requests />)).toThrow(/needs the decorator withEngagement/)
      takeConsole()
    })
  })

  test('behavior: the toolbar has a menu for each of its globals', () => {
    expect(Object.keys(engagementGlobalTypes)).toEqual([
      'service',
      'engagementState',
      'engagementLatency',
      'engagementDirection',
      'engagementLocale',
    ])
  })
})
