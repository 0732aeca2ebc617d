import { createServer } from 'node:http'
import { toNodeListener } from 'react-engagement/server'
import { toRelay } from './toRelay.js'

const relay = toRelay(process.env.UPSTREAM)

createServer(toNodeListener(relay)).listen(Number(process.env.PORT), '127.0.0.1')
