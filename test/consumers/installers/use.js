import { appEngagement, createEngagementClient, getEngagement } from 'react-engagement'
import { createRelay } from 'react-engagement/server'
import { createSimulator } from 'react-engagement/testing'

const accountId = '12345678'
const client = createEngagementClient({ accountId, service: appEngagement(), fetch: createSimulator({ accountId }).fetch })
const { status } = await getEngagement(client)
const relay = createRelay({ basePath: '/chat-proxy', livePerson: { accountId } })
const response = await relay.GET(new Request('http://localhost/chat-proxy/elsewhere'))
process.stdout.write(`${status} ${response.status}`)
