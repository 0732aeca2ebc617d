import { QueryClient } from '@tanstack/react-query'
import { liveMessaging } from '../conversation/index.js'
import type { ChatSessionEntity, EngagementClient, EngagementLocale } from '../index.js'
import { appEngagement, createEngagementClient, monitoring, superOffice } from '../index.js'
import type { Optional } from '../model/optional.js'
import { createSimulator, type Fault, type Offer, type Simulator, type SimulatorMessagingOptions } from '../testing/index.js'
import { locales } from './locales.js'

/** A story's services, as `parameters.engagement`. */
export type EngagementParameters = {
  /**
   * The service that makes the engagements.
   * @default the toolbar's service, else App Engagement
   */
  service?: 'appEngagement' | 'monitoring' | undefined
  /** The answer to engagement requests. @default a chat */
  offer?: Offer | undefined
  /** The number of answers that say that the account is loading. */
  loadAccount?:
    | {
        /** The number of answers. */
        answers: number
      }
    | undefined
  /** The members of chat session 1. */
  chatSession?: Optional<ChatSessionEntity> | undefined
  /**
   * The simulator's options of the conversation after a click, such as a bot.
   * @default an agent who waits for the steps of the play function
   */
  messaging?: SimulatorMessagingOptions | undefined
  /** A fault of the service. */
  fail?: Fault | undefined
  /** The service answers no call. */
  hang?: boolean | undefined
  /** The time until each answer, in milliseconds. @default the toolbar's latency, else 300 */
  latency?: number | undefined
  /** The delays between attempts, in seconds. @default the published schedule */
  schedule?: number[] | undefined
  /** The `locales` of `EngagementProvider`. */
  locales?: readonly EngagementLocale[] | undefined
  /** The language of the page and of the offer: the tag of a locale in `locales` or in the library. */
  locale?: string | undefined
}

/** The values of the toolbar, as Storybook's `globals`. `engagementGlobalTypes` has the menus. */
export type EngagementGlobals = {
  /** The service, for stories that do not choose one. */
  service?: 'appEngagement' | 'monitoring' | undefined
  /** The answer that replaces the one of the story. With `story`, it is the story's own. */
  engagementState?: 'story' | 'loading' | 'available' | 'conversation' | 'unavailable' | 'error' | undefined
  /** The time until each answer, in milliseconds, as a text. */
  engagementLatency?: string | undefined
  /** The direction of the page. */
  engagementDirection?: 'ltr' | 'rtl' | undefined
  /** The tag of a locale of the library, or `story`. */
  engagementLocale?: string | undefined
}

/** The simulator, the client and the QueryClient of a story. The loader `loadEngagement` passes them to play functions as `loaded.engagement`. */
export type EngagementScene = {
  /** The simulated services. */
  simulator: Simulator
  /** The client of the story. */
  client: EngagementClient
  /** The QueryClient of the story. */
  queryClient: QueryClient
  /** The locales of the provider. */
  locales: readonly EngagementLocale[]
  /** The language of the page. Undefined for the default of the provider. */
  language: string | undefined
}

/** The part of Storybook's context that the decorator reads. */
export type EngagementStoryContext = {
  /** The story's id. */
  id: string
  /** The story's parameters. */
  parameters: {
    /** The services of the story. */
    engagement?: EngagementParameters | undefined
  }
  /** The values of the toolbar. */
  globals: EngagementGlobals
  /** The results of the loaders. `loadEngagement` adds the member `engagement`. */
  loaded?: Record<string, unknown> | undefined
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
    messaging,
    ...storyParameters
  } = parameters.engagement ?? {}
  const {
    offer,
    loadAccount,
    fail,
    hang,
    latency = Number(globals.engagementLatency ?? 300),
  } = { ...storyParameters, ...toParameters(globals) }
  const simulator = createSimulator({ latency, messaging })
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
    messaging: liveMessaging({ WebSocket: simulator.WebSocket }),
    storage: null,
    fetch: simulator.fetch,
    ...(schedule && { retry: { schedule } }),
  })
  return { simulator, client, queryClient: new QueryClient(), locales: local ? [local] : ownLocales, language: local?.tag }
}

/** Returns the parameters that the toolbar's state overrides. */
function toParameters({ engagementState = 'story' }: EngagementGlobals): EngagementParameters {
  if (engagementState === 'story') return {}
  if (engagementState === 'loading') return { hang: true }
  if (engagementState === 'error') return { fail: { call: 'engagement', status: 400 } }
  return { offer: { status: engagementState } }
}
