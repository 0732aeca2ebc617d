import { testBundler } from '../support/bundler.js'

testBundler('parcel')
