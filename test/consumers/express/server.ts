import express from 'express'
import { toNodeListener } from 'react-engagement/server'
import { toRelay } from './toRelay.js'

const relay = toRelay(process.env.UPSTREAM)

const app = express()
app.use('/chat-proxy', toNodeListener(relay))
app.listen(Number(process.env.PORT), '127.0.0.1')
