import { lazy, StrictMode, Suspense, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  type AvailableEngagement,
  appEngagement,
  createEngagementClient,
  EngagementButton,
  EngagementProvider,
  useEngagement,
} from 'react-engagement'
import { de } from 'react-engagement/locales/de'
import 'react-engagement/styles.css'

/** The address of the service. The test gives it in the page's address, so that no bundler needs a variable of its own. */
const domain = new URLSearchParams(location.search).get('service') ?? ''

const client = createEngagementClient({ accountId: '12345678', service: appEngagement({ domain }) })
const locales = [de]

const Chat = lazy(() => import('./Chat'))

function Site() {
  const [accepted, setAccepted] = useState<AvailableEngagement>()
  return (
    <EngagementProvider client={client} locales={locales} language="de">
      <Hours />
      <EngagementButton placement="floating" onAccept={setAccepted} />
      <Suspense>{accepted && <Chat domain={domain} engagement={accepted} />}</Suspense>
    </EngagementProvider>
  )
}

function Hours() {
  const { data } = useEngagement()
  return <p>{data?.status === 'available' ? 'We are here' : 'One moment'}</p>
}

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <StrictMode>
    <Site />
  </StrictMode>,
)
