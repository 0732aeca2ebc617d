import { StrictMode, useState, version } from 'react'
import { createRoot } from 'react-dom/client'
import { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from '../../../src/index.js'
import '../../../src/styles.css'

/** What a test asks of the page, in its address. */
const query = new URLSearchParams(location.search)

const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement({ domain: query.get('service') ?? '' }),
  retry: { schedule: (query.get('schedule') ?? '5,10,15').split(',').map(Number) },
})

function Site() {
  const [accepted, setAccepted] = useState(0)
  const style = { height: query.get('height') ?? '', width: query.get('width') ?? '' }
  return (
    <EngagementProvider client={client}>
      <p>
        React {version}, accepted {accepted}
      </p>
      <div style={{ height: query.get('above') ?? '0' }} />
      <EngagementButton consumerSections={['Support']} style={style} onAccept={() => setAccepted((count) => count + 1)} ref={() => {}}>
        Chat with us
      </EngagementButton>
      <div style={{ height: query.get('below') ?? '0' }} />
    </EngagementProvider>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Site />
  </StrictMode>,
)
