import type { APIRoute } from 'astro'
import { toRelay } from '../../../relay'

const relay = toRelay(process.env.UPSTREAM)

export const ALL: APIRoute = ({ request }) => relay.fetch(request)
