import { createRoot } from 'react-dom/client'
import { appEngagement, createEngagementClient, useEngagement } from 'react-engagement'

const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain: import.meta.env.VITE_DOMAIN }) })

function Hours() {
  const { data } = useEngagement({ client })
  return <p>{data?.status === 'available' ? 'We are here' : 'One moment'}</p>
}

createRoot(document.getElementById('root') as HTMLElement).render(<Hours />)
