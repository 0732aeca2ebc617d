import { testBlocked } from '../support/engines/testBlocked.js'

testBlocked('IndexedDB is blocked', 'indexedDB')
