import { testBlocked } from '../support/engines/testBlocked.js'

testBlocked('cookies are blocked', 'cookies')
