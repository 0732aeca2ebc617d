import { LiveChatWidget } from '@livechat/widget-react'
import { render } from './render.js'

// The vendor's script adds the button.
render(<LiveChatWidget license="12345678" />)
