import { toRelay } from '../toRelay'

export const relay = toRelay(process.env.UPSTREAM)
