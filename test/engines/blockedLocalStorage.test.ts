import { testBlocked } from '../support/engines/testBlocked.js'

testBlocked('localStorage is blocked', 'localStorage')
