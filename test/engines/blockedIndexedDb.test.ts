import { testBlocked } from '../support/engines/testBlocked.js'

testBlocked('indexedDB')
