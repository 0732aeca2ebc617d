import { createServerFileRoute } from '@tanstack/react-start/server'
import { toRelay } from '../../toRelay'

const relay = toRelay(process.env.UPSTREAM, '/mount')
const handle = ({ request }: { request: Request }) => relay.fetch(request)

export const ServerRoute = createServerFileRoute('/mount/$').methods({ GET: handle, POST: handle, PUT: handle, PATCH: handle })
