import { Intercom, LiveChatLoaderProvider } from 'react-live-chat-loader'
import { render } from './render.js'

render(
  <LiveChatLoaderProvider provider="intercom" providerKey="app">
    <Intercom />
  </LiveChatLoaderProvider>,
)
