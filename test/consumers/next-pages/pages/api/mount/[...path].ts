import { toNodeListener } from 'react-engagement/server'
import { toRelay } from '../../../toRelay'

export const config = { api: { bodyParser: false, externalResolver: true } }

export default toNodeListener(toRelay(process.env.UPSTREAM, '/api/mount'))
