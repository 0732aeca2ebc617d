import { IntercomProvider } from 'react-use-intercom'
import { render } from './render.js'

// The button is the vendor's.
render(<IntercomProvider appId="app" autoBoot />)
