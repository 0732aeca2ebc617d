import { toRelay } from './toRelay.ts'

const relay = toRelay(Deno.env.get('UPSTREAM'))

export default relay
