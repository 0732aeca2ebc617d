import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ComponentProps } from 'react'
import { ChatWindow, type ChatWindowProps } from '../../src/conversation/ChatWindow.js'
import { type EngagementLocale, EngagementProvider } from '../../src/index.js'
import type { AvailableEngagement, ConversationEngagement } from '../../src/model/engagement.js'
import { createMailClient, type MailClient, settle } from './conversation.js'
import { available } from './engagements.js'

type Options = {
  /** A client of an earlier render. */
  mailClient?: MailClient
  locales?: readonly EngagementLocale[]
  language?: string
}

/** Renders a window below a provider, beside a button that a visitor could have clicked. */
export function renderWindow(
  props: ComponentProps<typeof ChatWindow> = {},
  { mailClient = createMailClient(), locales, language }: Options = {},
) {
  const { client, mail } = mailClient
  const page = (more: ChatWindowProps = {}) => (
    <EngagementProvider client={client} locales={locales} language={language}>
      <button type="button">Launcher</button>
      <main>Page</main>
      <ChatWindow {...props} {...more} />
    </EngagementProvider>
  )
  const view = render(page())
  const launcher = screen.getByText('Launcher')
  const click = (engagement: AvailableEngagement | ConversationEngagement = available) =>
    act(async () => {
      launcher.focus()
      client.core.acceptances.publish({ engagement, element: launcher })
      await settle()
    })
  return {
    client,
    mail,
    launcher,
    /** Clicks the button of an offer. */
    click,
    /** Clicks, and waits until an agent has joined. */
    async start(engagement?: AvailableEngagement | ConversationEngagement) {
      await click(engagement)
      await change(() => mail.join())
    },
    update: (more: ChatWindowProps) => view.rerender(page(more)),
    unmount: view.unmount,
    container: view.container,
    user: userEvent.setup(),
  }
}

/** Runs a change of the service, and renders it. */
export async function change(action: () => unknown): Promise<void> {
  await act(async () => {
    action()
    await settle()
  })
}

export const getWindow = () => screen.getByRole('dialog', { name: 'Chat' })
export const queryWindow = () => screen.queryByRole('dialog')
export const getField = () => screen.getByRole('textbox', { name: 'Your message' })
export const getLog = () => screen.getByRole('log', { name: 'Messages' })
/** The lines of the list, as a person reads them. */
export const getLines = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)
