import { StreamChat } from 'stream-chat'
import { Channel, Chat, MessageComposer, VirtualizedMessageList, Window } from 'stream-chat-react'
import styles from 'stream-chat-react/dist/css/index.css?inline'
import { toHistory } from './history.js'
import { addStyles, expose, fillCorner } from './page.js'

const [visitor, agent] = [
  { id: 'visitor', name: 'Visitor' },
  { id: 'agent', name: 'Agent' },
]

/** The client has no service: its user is set without a connection, and its requests get an empty response. */
function createClient() {
  const client = new StreamChat('key')
  client._setUser(visitor)
  client.wsPromise = Promise.resolve()
  client.axiosInstance.defaults.adapter = async (config: object) => ({ data: {}, status: 200, statusText: 'OK', headers: {}, config })
  return client
}

const client = createClient()
const channel = client.channel('messaging', 'conversation')

addStyles(styles)
fillCorner()
expose({
  async prepare(count) {
    // Stream sorts by time.
    const begin = Date.now() - count
    channel.initialized = true
    channel.state.messagePagination.hasPrev = false
    channel.state.addMessagesSorted(
      toHistory(count).map(({ id, author, text }, index) => {
        const time = new Date(begin + index).toISOString()
        const user = author === 'agent' ? agent : visitor
        return { id, text, user, type: 'regular', cid: channel.cid, created_at: time, updated_at: time, status: 'received' }
      }),
    )
  },
  render: () => (
    <Chat client={client}>
      <Channel channel={channel}>
        <Window>
          {/* The other list, `MessageList`, renders all messages. */}
          <VirtualizedMessageList />
          <MessageComposer />
        </Window>
      </Channel>
    </Chat>
  ),
  messages: '.str-chat__message',
})
