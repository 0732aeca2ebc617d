import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { toRelay } from './toRelay.js'

const relay = toRelay(process.env.UPSTREAM)

const app = new Hono()
app.all('/chat-proxy/*', (c) => relay.fetch(c.req.raw))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) })
