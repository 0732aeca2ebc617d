import { expectTypeOf, test } from 'vitest'
import {
  type AppEngagementOptions,
  appEngagement,
  type ChatSessionChanges,
  type ChatSessionCommandParameters,
  type ChatSessionQueryParameters,
  type ChatSessionStatusLabels,
  type ChatSessionStatusProps,
  type CreateChatSessionParameters,
  createEngagementClient,
  type EngagementAttribute,
  EngagementButton,
  type EngagementButtonLabels,
  type EngagementButtonProps,
  type EngagementClient,
  type EngagementClientOptions,
  type EngagementLocale,
  type EngagementProviderProps,
  type EngagementQueryParameters,
  type EngagementStorage,
  type GetChatSessionParameters,
  type GetEngagementParameters,
  type Identity,
  type MonitoringOptions,
  monitoring,
  type Question,
  type ReplaceChatSessionParameters,
  type ReportImpressionParameters,
  replaceChatSession,
  type SuperOfficeOptions,
  superOffice,
  type TransferChatSessionParameters,
  type UpdateChatSessionParameters,
  type UpdateSessionMutationParameters,
  type UpdateSessionParameters,
  type UseChatSessionParameters,
  type UseEngagementButtonParameters,
  type UseEngagementParameters,
  type UseSuspenseEngagementParameters,
  type UseUpdateSessionParameters,
  updateChatSession,
  updateSession,
} from '../src/index.js'
import type { Fault, SimulatorOptions } from '../src/testing/index.js'

/** The optional members that refuse `undefined` under `exactOptionalPropertyTypes`, which this project's own settings have. */
type Refusing<options> = options extends unknown
  ? {
      [name in keyof options]-?: object extends Pick<options, name> ? (undefined extends Required<options>[name] ? never : name) : never
    }[keyof options]
  : never

type RefusingInside<options, name extends keyof options> = Refusing<NonNullable<options[name]>>

declare const env: { TEXT?: string; YES?: boolean; COUNT?: number }

test('every optional option takes undefined', () => {
  expectTypeOf<Refusing<{ plain?: string; open?: string | undefined; needed: string }>>().toEqualTypeOf<'plain'>()
  expectTypeOf<Refusing<EngagementClientOptions>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<EngagementClientOptions, 'identity' | 'retry'>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<AppEngagementOptions | MonitoringOptions | SuperOfficeOptions | EngagementStorage>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<NonNullable<Parameters<EngagementClient['flush']>[0]>>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<Question | Identity | EngagementAttribute>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<Extract<EngagementAttribute, { type: 'ctmrinfo' }>['info']>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<Extract<EngagementAttribute, { type: 'personal' }>['personal']>>().toEqualTypeOf<never>()
})

test('every optional parameter of a function takes undefined', () => {
  expectTypeOf<Refusing<GetEngagementParameters | UpdateSessionParameters | ReportImpressionParameters>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<GetChatSessionParameters | CreateChatSessionParameters | ReplaceChatSessionParameters>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<CreateChatSessionParameters['entity']>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<UpdateChatSessionParameters | ChatSessionChanges>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<UpdateChatSessionParameters, 'base'>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<ChatSessionCommandParameters | TransferChatSessionParameters>>().toEqualTypeOf<never>()
})

test('every optional parameter of a hook and prop of a component takes undefined', () => {
  expectTypeOf<Refusing<EngagementQueryParameters | UseEngagementParameters | UseSuspenseEngagementParameters>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<UpdateSessionMutationParameters | UseUpdateSessionParameters>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<ChatSessionQueryParameters | UseChatSessionParameters>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<UseEngagementButtonParameters | EngagementButtonProps | EngagementButtonLabels>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<EngagementProviderProps | EngagementLocale>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<ChatSessionStatusProps | ChatSessionStatusLabels>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<EngagementQueryParameters, 'query'>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<ChatSessionQueryParameters, 'query'>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<UpdateSessionMutationParameters, 'mutation'>>().toEqualTypeOf<never>()
  expectTypeOf<Refusing<SimulatorOptions | Fault>>().toEqualTypeOf<never>()
})

test('options out of an environment compile', () => {
  const client = createEngagementClient({
    accountId: '1',
    service: appEngagement({
      domain: env.TEXT,
      appType: undefined,
      appDetails: { os: undefined, appVersion: env.TEXT, platform: env.TEXT, clientTimestamp: env.COUNT },
      updateMethod: undefined,
    }),
    retry: { jitter: env.COUNT, schedule: undefined },
    identity: { visitorId: env.TEXT },
  })
  const installed = { appInstallationId: '1', domain: env.TEXT, onBehalf: env.YES, clientProperties: { osName: undefined } }
  createEngagementClient({ accountId: '1', service: monitoring({ ...installed, version: undefined, reportMethod: undefined }) })
  const tenant = { baseUrl: '', authorization: undefined, xsrfToken: env.TEXT, appToken: env.TEXT, timeZone: env.TEXT }
  createEngagementClient({ accountId: '1', chatSessions: superOffice(tenant) })
  void updateSession(client, { engagementAttributes: [{ type: 'purchase', total: env.COUNT, cart: undefined }], signal: undefined })
  void updateChatSession(client, { id: 1, changes: { CustomerName: env.TEXT, Rating: env.COUNT }, base: { CustomerName: env.TEXT } })
  expectTypeOf(<EngagementButton corner={undefined} onAccept={undefined} labels={{ dismiss: env.TEXT }} />).not.toBeAny()
})

test("the details of the app take the members that the page's prose names", () => {
  const prose = { type: 'shop', platform: 'web', name: 'Shop', version: '2', clientTimestamp: 1_700_000_000_000 }
  appEngagement({ appDetails: { ...prose, os: 'LINUX' } })
  appEngagement({ appDetails: { Type: 'shop', Platform: 'web', Name: 'Shop', Version: '2', 'Client timestamp': '2026-01-01' } })
  monitoring({ appInstallationId: '1', clientProperties: { ...prose, osName: 'LINUX' } })
  // @ts-expect-error the page lists the systems
  appEngagement({ appDetails: { os: 'BEOS' } })
})

test('updateSession takes the members of the report', () => {
  type Update = Parameters<typeof updateSession>[1]
  expectTypeOf<{ identities: Identity[]; consumerId: string; entryPoints: string[] }>().toExtend<Update>()
  // @ts-expect-error the report has no sections
  const update: Update = { consumerSections: ['Support'] }
  expectTypeOf(update).not.toBeAny()
})

test('the sample body of "PUT ChatSession/{id}" can replace the session', () => {
  const client = {} as EngagementClient
  void replaceChatSession(client, {
    id: 525,
    entity: {
      ChatSessionId: 525,
      TopicId: 842,
      User: null,
      Person: null,
      CustomerAlias: 'odio',
      CustomerHost: 'nostrum',
      CustomerName: 'Example Group',
      CustomerEmail: 'ada@example.com',
      CustomerPhone: '1-555-0100',
      CustomerConsented: true,
      CustomerCompanyName: 'Example Company',
      Status: 'Closed',
      FirstMessage: 'consequatur',
      LastMessage: 'rerum',
      WhenRequested: '2020-02-18T02:30:52.3661722+01:00',
      WhenStarted: '2001-03-16T02:30:52.3661722+01:00',
      WhenEnded: '2015-11-03T02:30:52.3661722+01:00',
      WhenIdle: '2008-11-16T02:30:52.3661722+01:00',
      WhenFetched: '2005-04-10T02:30:52.3661722+02:00',
      SessionKey: 'est',
      InitialQueuePos: 463,
      AlertLevel: 386,
      Rank: 495,
      Flags: 'CustomerIsTyping',
      Contact: null,
      Project: null,
      Sale: null,
      Ticket: null,
      TransferTo: null,
      ChatbotIsActive: false,
      Rating: 412,
    },
  })
})
