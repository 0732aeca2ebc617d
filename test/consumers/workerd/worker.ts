import { env } from 'cloudflare:workers'
import { toRelay } from './relay'

const relay = toRelay(env.UPSTREAM)

export default relay
