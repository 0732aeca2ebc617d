import { LiveChatWidget } from '@livechat/widget-react'
import { render } from './render.js'

// The button is the vendor's.
render(<LiveChatWidget license="12345678" />)
