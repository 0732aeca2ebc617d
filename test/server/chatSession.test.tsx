import { renderToString } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ChatSessionStatus, EngagementProvider, getChatSession, useChatSession } from '../../src/index.js'
import { createChatClient } from '../support/chatClient.js'

describe('chat sessions on a server', () => {
  test('a render sends no request', () => {
    const { client, simulator } = createChatClient()
    const Panel = () => <b>{useChatSession({ id: 1 }).status}</b>
    const html = renderToString(
      <EngagementProvider client={client}>
        <ChatSessionStatus id={1} />
        <Panel />
      </EngagementProvider>,
    )
    expect(html).toBe('<p data-chat-session-status="" role="status" data-status="loading"></p><b>pending</b>')
    expect(simulator.requests).toEqual([])
  })

  test('a chat session from a loader is rendered', () => {
    const html = renderToString(<ChatSessionStatus session={{ Status: 'UserLast', User: { FullName: 'Alex <Agent>' } }} />)
    expect(html).toContain('You are chatting with Alex &lt;Agent&gt;.')
  })

  test('many reads at the same time cause no warning', async () => {
    const warned: unknown[] = []
    const listener = (warning: unknown) => warned.push(warning)
    process.on('warning', listener)
    const { client, simulator } = createChatClient()
    simulator.openChatSession()
    await Promise.all(Array.from({ length: 20 }, () => getChatSession(client, { id: 1 })))
    // Node emits the warning in a later task.
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listener)
    expect(warned).toEqual([])
  })

  test('the client sends the app token, without a warning', async () => {
    const { client, simulator } = createChatClient({ appToken: 'secret' })
    simulator.openChatSession()
    await getChatSession(client, { id: 1 })
    expect(simulator.requests[0]?.headers['so-apptoken']).toBe('secret')
  })
})
