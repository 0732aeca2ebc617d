import { ChatWindow, liveMessaging, resumeConversation } from '../../src/conversation/index.js'
import { appEngagement, createEngagementClient, EngagementProvider } from '../../src/index.js'
import styles from '../../src/react/styles.unlayered.css?inline'
import { addStyles, expose } from './page.js'

declare global {
  /** The origin of the service on loopback. */
  var service: string
}

const toService = (address: string) => address.replace(/^\w+:\/\/[^/]+/, globalThis.service)

/** Opens each socket at the service on loopback. */
class ServiceSocket extends WebSocket {
  constructor(address: string) {
    super(toService(address).replace('http', 'ws'))
  }
}

const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement(),
  messaging: liveMessaging({ WebSocket: ServiceSocket }),
  fetch: (input, init) => fetch(input instanceof Request ? new Request(toService(input.url), input) : toService(String(input)), init),
})

addStyles(styles)
expose({
  async prepare(count) {
    if (location.search === '?service') return
    const conversation = await resumeConversation(client)
    if (conversation?.getState().messages.length !== count) throw new Error('The history is not complete.')
    conversation.markRead()
  },
  render: () => (
    <EngagementProvider client={client}>
      <ChatWindow defaultOpen />
    </EngagementProvider>
  ),
  messages: '[data-chat-message]',
})
