import { StrictMode, version } from 'react'
import { createRoot } from 'react-dom/client'
import { ChatWindow, liveMessaging, openConversation } from '../../../src/conversation/index.js'
import {
  type AvailableEngagement,
  appEngagement,
  type ClientEvent,
  createEngagementClient,
  EngagementButton,
  EngagementProvider,
  getEngagement,
} from '../../../src/index.js'
import '../../../src/react/styles.css'
import { attachRoot } from './attachRoot.js'

/** The parameters that a test gives to the page in its address. */
const query = new URLSearchParams(location.search)

const domain = query.get('service') ?? ''
const events: ClientEvent[] = []

const client = createEngagementClient({
  accountId: '12345678',
  consent: query.has('consent') ? 'required' : 'granted',
  onEvent: (event) => void events.push(event),
  service: appEngagement({ domain }),
  messaging: liveMessaging({ domain: { idp: domain, asyncMessagingEnt: domain }, connectorId: '2100000011' }),
  retry: { schedule: (query.get('schedule') ?? '0.2,0.2,0.2').split(',').map(Number) },
})

async function openChat() {
  const engagement = (await getEngagement(client, {})) as AvailableEngagement
  return openConversation(client, { engagement })
}

Object.assign(window, { client, events, openChat })

function Site() {
  return (
    <EngagementProvider client={client}>
      <h1>React {version}</h1>
      <a href={`/second.html${location.search}`}>Next page</a>
      <input aria-label="Search" />
      <button type="button" onClick={() => client.reset()}>
        Log out
      </button>
      <div style={{ height: query.get('above') ?? '0' }} />
      {!query.has('without') && <EngagementButton placement={query.has('inline') ? 'inline' : 'floating'}>Chat with us</EngagementButton>}
      <ChatWindow />
    </EngagementProvider>
  )
}

const main = document.getElementById('root') as HTMLElement

createRoot(query.has('shadow') ? attachRoot(main, query.get('shadow')) : main).render(
  <StrictMode>{!query.has('headless') && <Site />}</StrictMode>,
)
