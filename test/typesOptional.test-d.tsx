import { expectTypeOf, test } from 'vitest'
import {
  type AvailableEngagement,
  appEngagement,
  type ChatSessionQueryParameters,
  type ChatSessionStatusProps,
  createEngagementClient,
  EngagementButton,
  type EngagementButtonProps,
  type EngagementClient,
  type EngagementQueryParameters,
  type Identity,
  monitoring,
  replaceChatSession,
  reportImpression,
  superOffice,
  type UpdateSessionMutationParameters,
  type UseSuspenseEngagementParameters,
  updateChatSession,
  updateSession,
} from '../src/index.js'
import { type EngagementParameters, withEngagement } from '../src/storybook/index.js'
import { createSimulator } from '../src/testing/index.js'

/** The optional members that refuse `undefined` under `exactOptionalPropertyTypes`, which this project's own settings have. */
type Refusing<options> = options extends unknown
  ? {
      [name in keyof options]-?: object extends Pick<options, name> ? (undefined extends Required<options>[name] ? never : name) : never
    }[keyof options]
  : never

type RefusingInside<options, name extends keyof options> = Refusing<NonNullable<options[name]>>

declare const env: { TEXT?: string; YES?: boolean; COUNT?: number }

test('every optional member that comes from the types of React or TanStack Query takes undefined', () => {
  expectTypeOf<Refusing<{ plain?: string; open?: string | undefined; needed: string }>>().toEqualTypeOf<'plain'>()
  expectTypeOf<Refusing<EngagementButtonProps | ChatSessionStatusProps>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<EngagementQueryParameters, 'query'>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<UseSuspenseEngagementParameters, 'query'>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<ChatSessionQueryParameters, 'query'>>().toEqualTypeOf<never>()
  expectTypeOf<RefusingInside<UpdateSessionMutationParameters, 'mutation'>>().toEqualTypeOf<never>()
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
  const offered: AvailableEngagement = { ...({} as AvailableEngagement), contextId: env.TEXT, expiresAt: env.COUNT, language: undefined }
  void reportImpression(client, { type: 'impAccept', engagement: offered })
  void updateChatSession(client, { id: 1, changes: { Person: { PersonId: env.COUNT, FullName: env.TEXT, TableRight: undefined } } })
  const simulator = createSimulator({ accountId: env.TEXT, seed: env.COUNT })
  simulator.offer({ status: 'available', campaignId: env.TEXT, windowId: env.TEXT })
  simulator.openChatSession({ CustomerName: env.TEXT })
  const story: EngagementParameters = { service: undefined, locale: env.TEXT, hang: env.YES, chatSession: { Status: undefined } }
  withEngagement(() => null, { id: '', parameters: { engagement: story }, globals: { engagementLocale: env.TEXT } })
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
