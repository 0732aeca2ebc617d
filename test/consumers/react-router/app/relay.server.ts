import { toRelay } from '../relay'

export const relay = toRelay(process.env.UPSTREAM)
