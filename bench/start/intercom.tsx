import { IntercomProvider } from 'react-use-intercom'
import { render } from './render.js'

// The vendor's script adds the button.
render(<IntercomProvider appId="app" autoBoot />)
