import { toRelay } from '../../../toRelay'

const relay = toRelay(process.env.UPSTREAM)

export const { GET, POST, PUT, PATCH } = relay
