import type { APIRoute } from 'astro'
import { toRelay } from '../../../toRelay'

const relay = toRelay(process.env.UPSTREAM, '/mount')

export const ALL: APIRoute = ({ request }) => relay.fetch(request)
