import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider, preloadEngagement } from '../../src/index.js'
import { render } from './render.js'

const query = new URLSearchParams(location.search)
const service = appEngagement({ domain: globalThis.service })
const client = createEngagementClient({ accountId: '12345678', service, reuse: query.has('reuse') })

if (query.has('preload')) void preloadEngagement(client)

render(
  <EngagementProvider client={client}>
    <EngagementButton />
  </EngagementProvider>,
)
