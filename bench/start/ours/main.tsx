import { createRoot } from 'react-dom/client'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider, preloadEngagement } from '../../../src/index.js'

const query = new URLSearchParams(location.search)
const service = appEngagement({ domain: query.get('service') as string })
const client = createEngagementClient({ accountId: '12345678', service, reuse: query.has('reuse') })

if (query.has('preload')) void preloadEngagement(client)

createRoot(document.getElementById('root') as HTMLElement).render(
  <EngagementProvider client={client}>
    <EngagementButton />
  </EngagementProvider>,
)
