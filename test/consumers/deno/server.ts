import { toRelay } from './relay.ts'

const relay = toRelay(Deno.env.get('UPSTREAM'))

export default relay
