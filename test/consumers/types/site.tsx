import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import {
  appEngagement,
  ChatSessionStatus,
  createEngagementClient,
  type Engagement,
  EngagementButton,
  type EngagementError,
  EngagementProvider,
  engagementQueryOptions,
  getEngagement,
  monitoring,
  reportImpression,
  ServiceError,
  superOffice,
  useChatSession,
  useEngagement,
  useEngagementButton,
  useEngagementSession,
  useUpdateSession,
} from 'react-engagement'
import { ChatWindow } from 'react-engagement/conversation'
import { EngagementDevtools } from 'react-engagement/devtools'
import { ar } from 'react-engagement/locales/ar'
import { de } from 'react-engagement/locales/de'
import { es } from 'react-engagement/locales/es'
import { fr } from 'react-engagement/locales/fr'
import { ja } from 'react-engagement/locales/ja'
import 'react-engagement/styles.css'
import 'react-engagement/styles.unlayered.css'

const client = createEngagementClient({
  accountId: '12345678',
  service: appEngagement({ domain: 'lo.example' }),
  consent: 'required',
  onEvent: (event) => event.type === 'impressionDropped' && tell(event.reason),
})
const monitored = createEngagementClient({ accountId: '12345678', service: monitoring({ appInstallationId: 'app', onBehalf: true }) })
const agents = createEngagementClient({
  accountId: 'Cust12345',
  chatSessions: superOffice({ baseUrl: 'https://online.superoffice.com/Cust12345/api', authorization: async () => 'Bearer token' }),
})
const locales = [ar, de, es, fr, ja]

declare function tell(text: string): void

export function Site() {
  const button = useRef<HTMLButtonElement>(null)
  return (
    <EngagementProvider client={client} locales={locales}>
      <EngagementButton ref={button} className="chat" onAccept={(engagement) => tell(engagement.campaignId)} fallback={<p>Write to us</p>}>
        Chat with us
      </EngagementButton>
      <EngagementButton render={<a href="/chat">Chat</a>} labels={{ unavailable: 'We are back at 9' }} />
      <EngagementButton render={(props, { status }) => (status === 'available' ? <a {...props}>Chat</a> : <p>{status}</p>)} />
      <Link>Chat</Link>
      <ChatSessionStatus id={7} labels={de.status} />
      <ChatWindow placement="inline" renderMessage={({ content }) => (content.type === 'text' ? content.text : null)} />
      <EngagementDevtools initialIsOpen />
    </EngagementProvider>
  )
}

function Link({ children }: { children: ReactNode }) {
  const { state, engagement, buttonProps, ref } = useEngagementButton({ consumerSections: ['Support'] })
  const visitorId: string | undefined = useEngagementSession((session) => session.visitorId)
  const { data: status, error } = useEngagement({ query: { select: (answer) => answer.status } })
  const { mutate } = useUpdateSession()
  if (state.status !== 'available') return <p>{toWords(error)}</p>
  mutate({ engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] })
  return (
    <a href="/chat" title={visitorId ?? status ?? engagement?.pageId ?? ''} ref={ref} {...buttonProps}>
      {children}
    </a>
  )
}

function toWords(error: EngagementError | null): string {
  if (error instanceof ServiceError) return String(error.status)
  return error?.message ?? ''
}

export function Customer({ id }: { id: number }) {
  const { data, update, updateError } = useChatSession({ id, client: agents })
  if (updateError?.name === 'ConflictError') tell(String(updateError.server))
  return (
    <button type="button" onClick={() => void update({ CustomerName: 'Grace' })}>
      {data?.CustomerName}
    </button>
  )
}

export async function loader(visitorId: string) {
  const queryClient = new QueryClient()
  await queryClient.prefetchQuery(engagementQueryOptions(monitored))
  const cached: Engagement | undefined = queryClient.getQueryData(engagementQueryOptions(monitored).queryKey)
  const engagement = cached ?? (await getEngagement(client, { engagementAttributes: [{ type: 'searchInfo', keywords: [visitorId] }] }))
  if (engagement.status === 'available') await reportImpression(client, { type: 'impDisplay', engagement })
  return <HydrationBoundary state={dehydrate(queryClient)}>{engagement.status}</HydrationBoundary>
}
