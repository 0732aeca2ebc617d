import { testConsumer } from '../support/relayMount.js'

testConsumer('deno')
