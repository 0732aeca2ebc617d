import { StrictMode, useEffect, useState, version } from 'react'
import { createRoot } from 'react-dom/client'
import { EngagementDevtools } from '../../../src/devtools/index.js'
import {
  appEngagement,
  type ClientEvent,
  createEngagementClient,
  EngagementButton,
  type EngagementButtonProps,
  EngagementProvider,
  monitoring,
  preloadEngagement,
  type Question,
  superOffice,
  updateSession,
  useEngagement,
} from '../../../src/index.js'
import '../../../src/react/styles.css'
import { ChatPanel } from './ChatPanel.js'

/** The parameters that a test gives to the page in its address. */
const query = new URLSearchParams(location.search)

const domain = query.get('service') ?? ''

/** The members of the request that is printed on Monitoring's page "Engagement". */
const clientProperties = {
  osName: 'MAC_OSX',
  osVersion: '1.2',
  appVersion: '1.0',
  deviceFamily: 'MOBILE',
  ipAddress: '192.168.5.2',
} as const
const printed: Question = {
  consumerId: 'uniqueIdInBrand',
  identities: [
    { iss: 'Shop', acr: '0', sub: 'identifierForNoAuth' },
    { iss: 'Shop', acr: 'loa1', sub: 'identifierForAuth' },
  ],
  entryPoints: ['tel://15550100000', 'https://shop.example/', 'sec://Sport', 'lang://English'],
  engagementAttributes: [{ type: 'personal', personal: { contacts: [{ email: 'sam@shop.example' }], firstname: 'Sam', gender: 'FEMALE' } }],
}
/** The client and its events, for tests to use. */
const events: ClientEvent[] = []

const question: Question = query.has('monitoring') ? printed : { consumerSections: [query.get('section') ?? 'Support'] }

const client = createEngagementClient({
  accountId: '12345678',
  consent: query.has('consent') ? 'required' : 'granted',
  privacySignal: query.has('gpc') ? 'gpc' : 'ignore',
  reuse: query.has('reuse'),
  onEvent: (event) => void events.push(event),
  service: query.has('monitoring') ? monitoring({ appInstallationId: '123', clientProperties, domain }) : appEngagement({ domain }),
  chatSessions: superOffice({
    baseUrl: query.get('chatSessions') || '/chat-proxy',
    ...(query.has('bearer') && { authorization: () => 'Bearer token' }),
    ...(query.has('appToken') && { appToken: 'secret' }),
  }),
  retry: { schedule: (query.get('schedule') ?? '5,10,15').split(',').map(Number) },
})

/** The conversations that the visitor has resumed, once for each click. */
const resumptions: string[] = []

Object.assign(window, { client, events, resumptions, updateSession })

if (query.has('preload')) void preloadEngagement(client, question)

/** Shows the answer, for tests to read. The hook shares the button's request. */
function Answer() {
  return <output>{JSON.stringify(useEngagement(question).data)}</output>
}

function Site() {
  const [accepted, setAccepted] = useState(0)
  const [resumed, setResumed] = useState('')
  const [route, setRoute] = useState('')
  useEffect(() => {
    const change = () => setRoute(location.hash)
    addEventListener('hashchange', change)
    return () => removeEventListener('hashchange', change)
  }, [])
  const style = {
    height: query.get('height') ?? '',
    width: query.get('width') ?? '',
    minHeight: query.get('height') ?? '',
    minWidth: query.get('width') ?? '',
    ...(query.has('empty') && { padding: 0, border: 0, overflow: 'hidden' }),
    ...(query.has('display') && { display: query.get('display') ?? '' }),
  }
  return (
    <EngagementProvider client={client}>
      <p>
        React {version}, accepted {accepted}, resumed {resumed}
      </p>
      <div style={{ height: query.get('above') ?? '0' }} />
      <div style={{ minHeight: query.get('reserve') ?? '' }}>
        <EngagementButton
          key={route}
          {...question}
          style={style}
          displayed={query.has('mounted') ? 'mounted' : 'visible'}
          placement={query.has('floating') ? 'floating' : 'inline'}
          corner={(query.get('corner') ?? undefined) as EngagementButtonProps['corner']}
          onAccept={() => setAccepted((count) => count + 1)}
          onResume={({ conversationId }) => {
            resumptions.push(conversationId)
            setResumed(conversationId)
          }}
          ref={() => {}}
          // biome-ignore lint/a11y/useAnchorContent: the content is given by the button.
          render={query.has('link') ? <a href="about:blank" /> : undefined}
        >
          Chat with us
        </EngagementButton>
      </div>
      {query.has('next') && <p>What follows on the page.</p>}
      <div style={{ height: query.get('below') ?? '0' }} />
      <Answer />
      {query.has('devtools') && <EngagementDevtools />}
    </EngagementProvider>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    {query.has('chatSessions') ? (
      <EngagementProvider client={client}>
        <ChatPanel />
      </EngagementProvider>
    ) : (
      <Site />
    )}
  </StrictMode>,
)
