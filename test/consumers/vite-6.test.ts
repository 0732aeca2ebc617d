import { testBundler } from '../support/bundler.js'

testBundler('vite-6')
