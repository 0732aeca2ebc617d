import { ByHand } from '../support/ByHand.js'
import { render } from './render.js'

render(<ByHand />)
