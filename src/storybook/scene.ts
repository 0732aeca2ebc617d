import { QueryClient } from '@tanstack/react-query'
import type { ChatSessionEntity, EngagementClient, EngagementLocale } from '../index.js'
import { appEngagement, createEngagementClient, monitoring, superOffice } from '../index.js'
import { createSimulator, type Fault, type Offer, type Simulator } from '../testing/index.js'
import { locales } from './locales.js'

/** What a story says of the services that it is shown with, as `parameters.engagement`. */
export type EngagementParameters = {
  /** @default what the toolbar says, else App Engagement */
  service?: 'appEngagement' | 'monitoring'
  /** What the visitor is offered. @default a chat */
  offer?: Offer
  /** The service answers so often that it is loading the account. */
  loadAccount?: { answers: number }
  /** Members of chat session 1. */
  chatSession?: Partial<ChatSessionEntity>
  fail?: Fault
  /** No call is answered. */
  hang?: boolean
  /** How long each answer takes, in milliseconds. @default what the toolbar says, else 300 */
  latency?: number
  /** Pauses between attempts, in seconds, in the place of the published ones. */
  schedule?: number[]
  /** As of `EngagementProvider`. */
  locales?: readonly EngagementLocale[]
  /** The language of the page and of the offer, by the tag of one of `locales`, or of those that come with the library. */
  locale?: string
}

/** What the toolbar says, as Storybook's `globals`: see `engagementGlobalTypes`. */
export type EngagementGlobals = {
  service?: 'appEngagement' | 'monitoring'
  engagementState?: 'story' | 'loading' | 'available' | 'conversation' | 'unavailable' | 'error'
  engagementLatency?: string
  engagementDirection?: 'ltr' | 'rtl'
  /** A tag of the locales that come with the library. */
  engagementLocale?: string
}

/** What a story runs on. With the loader `loadEngagement`, a play function finds it as `loaded.engagement`. */
export type EngagementScene = {
  simulator: Simulator
  client: EngagementClient
  queryClient: QueryClient
  locales: readonly EngagementLocale[]
  language: string | undefined
}

/** The part of Storybook's context that is read. */
export type EngagementStoryContext = {
  id: string
  parameters: { engagement?: EngagementParameters }
  globals: EngagementGlobals
  loaded?: Record<string, unknown>
}

const services = {
  appEngagement: () => appEngagement({ domain: 'lo.msdkgw.example' }),
  monitoring: () => monitoring({ appInstallationId: 'story', domain: 'lo.smt.example' }),
}

export function createScene({ parameters, globals }: EngagementStoryContext): EngagementScene {
  const {
    service = globals.service ?? 'appEngagement',
    schedule,
    locales: ownLocales = [],
    locale,
    chatSession,
    ...storyParameters
  } = parameters.engagement ?? {}
  const {
    offer,
    loadAccount,
    fail,
    hang,
    latency = Number(globals.engagementLatency ?? 300),
  } = { ...storyParameters, ...toParameters(globals) }
  const simulator = createSimulator({ latency })
  const { engagementLocale = 'story' } = globals
  const tag = engagementLocale === 'story' ? locale : engagementLocale
  const local = [...ownLocales, ...locales].find((candidate) => candidate.tag === tag)
  if (offer) simulator.offer(offer)
  if (local) simulator.offer({ status: 'available', ...offer, language: local.tag })
  if (loadAccount) simulator.loadAccount(loadAccount)
  if (chatSession) simulator.openChatSession(chatSession)
  if (fail) simulator.fail(fail)
  if (hang) simulator.hang()
  const client = createEngagementClient({
    accountId: '12345678',
    service: services[service](),
    chatSessions: superOffice({ baseUrl: 'https://online.superoffice.example/Cust12345/api', authorization: () => 'Bearer story' }),
    storage: null,
    fetch: simulator.fetch,
    ...(schedule && { retry: { schedule } }),
  })
  return { simulator, client, queryClient: new QueryClient(), locales: local ? [local] : ownLocales, language: local?.tag }
}

/** What the toolbar's state makes of a story. */
function toParameters({ engagementState = 'story' }: EngagementGlobals): EngagementParameters {
  if (engagementState === 'story') return {}
  if (engagementState === 'loading') return { hang: true }
  if (engagementState === 'error') return { fail: { call: 'engagement', status: 400 } }
  return { offer: { status: engagementState } }
}
