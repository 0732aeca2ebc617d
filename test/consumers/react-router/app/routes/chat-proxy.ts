import { relay } from '../relay.server'
import type { Route } from './+types/chat-proxy'

export const loader = ({ request }: Route.LoaderArgs) => relay.fetch(request)
export const action = loader
