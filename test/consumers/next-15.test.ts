import { testFramework } from '../support/framework.js'
import { next, testNext } from '../support/nextSite.js'

testFramework('next', { ...next, overlay: 'next-15' }, testNext)
