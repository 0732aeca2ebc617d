import { act, render, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { recordLimit } from '../../src/devtools/clientRecord.js'
import { getClientRecord } from '../../src/devtools/getClientRecord.js'
import { EngagementDevtools } from '../../src/devtools/index.js'
import type { MessagingConnection, MessagingFrame } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { createMessagingService } from '../support/messagingService.js'
import { inBothModes } from '../support/modes.js'

const response: MessagingFrame = { direction: 'received', type: 'ms.PublishEvent', code: 429 }

/** A client with a messaging service, and the record of its devtools. */
function createRecorded() {
  const { service: messaging, contexts, opened } = createMessagingService()
  const testClient = createTestClient({ messaging })
  const store = getClientRecord(testClient.client)
  const onClose = vi.fn()
  return {
    ...testClient,
    store,
    opened,
    onClose,
    openSocket: () => (testClient.client.core.messaging as MessagingConnection).open({ onEvent: () => {}, onClose }),
    sendFrame: (frame: MessagingFrame) => act(() => contexts[0]?.onFrame(frame)),
  }
}

describe('the record of a conversation', () => {
  test('default: the record has the latest frames, the newest first', () => {
    const { store, sendFrame } = createRecorded()
    for (let code = 1; code <= recordLimit + 1; code++) sendFrame({ ...response, code })
    const { frames } = store.getState()
    expect(frames).toHaveLength(recordLimit)
    expect(frames[0]).toMatchObject({ ...response, code: recordLimit + 1, time: expect.any(Number) })
  })

  test('behavior: the record counts the open sockets, whichever side closes them', async () => {
    const { store, opened, onClose, openSocket } = createRecorded()
    const [first, second] = [await openSocket(), await openSocket()]
    expect(store.getState().sockets).toBe(2)
    opened[0]?.onClose()
    expect(onClose).toHaveBeenCalledOnce()
    expect(store.getState().sockets).toBe(1)
    first.disconnect()
    expect(store.getState().sockets).toBe(1)
    second.disconnect()
    expect(store.getState().sockets).toBe(0)
  })

  test('behavior: a request for a token is no engagement request', async () => {
    const { service: messaging, contexts } = createMessagingService()
    const { client } = createTestClient({ messaging, fetch: async () => Response.json({}) })
    const store = getClientRecord(client)
    const paths = ['anonymous/authorize', 'app/7/authenticate?v=3.0', 'configuration/le-connectors/all-connectors']
    for (const path of paths) {
      const method = path.startsWith('configuration') ? 'GET' : 'POST'
      await contexts[0]?.fetch(`https://lo.idp.example/api/account/12345678/${path}`, { method })
    }
    expect(store.getState().requests.map(({ kind, method }) => `${kind} ${method}`)).toEqual(['Token GET', 'Token POST', 'Token POST'])
  })
})

describe('the section Conversation of the devtools', () => {
  inBothModes(() => {
    const findSection = async () => {
      const { shadowRoot } = document.querySelector('[data-engagement-devtools]') as Element
      return within(shadowRoot?.querySelector('section') as HTMLElement).findByRole('region', { name: 'Conversation' })
    }

    test('default: the section shows status, id, unread messages, socket and frames', async () => {
      const { client, openSocket, sendFrame } = createRecorded()
      render(<EngagementDevtools client={client} initialIsOpen />)
      const section = await findSection()
      expect(section).toHaveTextContent('Statusno change yetOpen at the servicenoSocketnot open')
      await act(async () => {
        client.core.emit({ type: 'conversation', status: 'active' })
        client.core.acceptances.setState({ conversation: { id: 'conversation-0123456789', unreadCount: 3 } })
        await openSocket()
      })
      sendFrame(response)
      expect(section).toHaveTextContent('StatusactiveOpen at the serviceconv…6789Unread3Socketopen')
      expect(within(section).getByRole('row', { name: /ms\.PublishEvent received 429$/ })).toHaveAttribute('data-failed')
    })

    test('behavior: a client without messaging has no such section', async () => {
      const { client } = createTestClient()
      render(<EngagementDevtools client={client} initialIsOpen />)
      const { shadowRoot } = document.querySelector('[data-engagement-devtools]') as Element
      const devtools = within(shadowRoot?.querySelector('section') as HTMLElement)
      await devtools.findByRole('region', { name: 'Events' })
      expect(devtools.queryByRole('region', { name: 'Conversation' })).toBeNull()
    })
  })
})
