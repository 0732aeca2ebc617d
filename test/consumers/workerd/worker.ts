import { env } from 'cloudflare:workers'
import { toRelay } from './toRelay'

const relay = toRelay(env.UPSTREAM)

export default relay
