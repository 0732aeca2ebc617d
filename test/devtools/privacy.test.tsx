import { render, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { liveMessaging, openConversation } from '../../src/conversation/index.js'
import { getClientRecord } from '../../src/devtools/getClientRecord.js'
import { EngagementDevtools } from '../../src/devtools/index.js'
import {
  type AvailableEngagement,
  appEngagement,
  EngagementButton,
  EngagementProvider,
  type EngagementService,
  getEngagement,
  monitoring,
  type Question,
  updateSession,
} from '../../src/index.js'
import { createSimulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { inBothModes } from '../support/modes.js'

/** Personal data of each kind. Each value is a text that occurs nowhere else. */
const engagementAttributes: Question['engagementAttributes'] = [
  { type: 'personal', personal: { firstname: 'Sentinel-name', contacts: [{ email: 'sentinel@shop.example', phone: '+1555-sentinel' }] } },
  { type: 'ctmrinfo', info: { customerId: 'sentinel-customer', userName: 'sentinel-user' } },
]

const visits: [string, EngagementService, Question, name: string][] = [
  [
    'App Engagement',
    appEngagement({ domain: 'lo.msdkgw.example' }),
    { engagementAttributes, consumerSections: ['Support'] },
    'Support · 2 attributes',
  ],
  [
    'Monitoring',
    monitoring({ appInstallationId: '1', domain: 'lo.smt.example' }),
    {
      engagementAttributes,
      identities: [{ iss: 'https://sentinel.example', acr: 'loa1', sub: 'sentinel-subject' }],
      consumerId: 'sentinel-consumer',
      entryPoints: ['tel://sentinel-phone', 'https://shop.example/?email=sentinel', 'sec://Sport'],
    },
    'Sport · 2 other places · 2 attributes · 2 identities',
  ],
]

describe('privacy of the devtools', () => {
  inBothModes(() => {
    test.each(visits)(
      '%s: the devtools contain no personal data, whether requests succeed or fail',
      async (_service, service, question, name) => {
        const { client, simulator } = createTestClient({ service, retry: { schedule: [0] } })
        render(
          <EngagementProvider client={client}>
            <EngagementButton {...question} displayed="mounted" />
            <EngagementDevtools initialIsOpen />
          </EngagementProvider>,
        )
        const shadow = document.querySelector('[data-engagement-devtools]')?.shadowRoot as ShadowRoot
        const devtools = within(shadow.querySelector('section') as HTMLElement)
        await devtools.findByText('impressionSent')
        const { visitorId = '', sessionId = '' } = client.session.getState()
        const expectNothing = () => {
          for (const secret of [/sentinel/i, visitorId, sessionId]) expect(shadow.innerHTML).not.toMatch(secret)
        }
        expect([visitorId.length, sessionId.length].every((length) => length > 12)).toBe(true)
        await updateSession(client, { engagementAttributes })
        expectNothing()

        // The service's message may repeat the visitor's data.
        simulator.fail({ call: 'engagement', status: 400, body: { internalCode: 5, message: 'Bad sub sentinel-subject', time: 1 } })
        simulator.fail({ call: 'update', status: 400, body: { internalCode: 5, message: 'Bad e-mail sentinel@shop.example', time: 1 } })
        await updateSession(client, { engagementAttributes }).catch(() => {})
        client.reset()
        await devtools.findByText(/^Error: ServiceError 400 \(code 5\)/)
        expectNothing()
        expect(JSON.stringify(getClientRecord(client).getState())).not.toMatch(/sentinel/i)
        // The question contained all the data.
        expect(devtools.getByRole('heading', { level: 4 })).toHaveTextContent(`${name} Hidden`)
      },
    )

    test('the devtools contain no text, no token and no id of a conversation', async () => {
      const simulator = createSimulator({ messaging: { bot: () => 'Sentinel answer' } })
      const { client } = createTestClient({ messaging: liveMessaging({ WebSocket: simulator.WebSocket }) }, simulator)
      render(<EngagementDevtools client={client} initialIsOpen />)
      const shadow = document.querySelector('[data-engagement-devtools]')?.shadowRoot as ShadowRoot
      const engagement = (await getEngagement(client)) as AvailableEngagement
      const conversation = await openConversation(client, { engagement, firstMessage: 'Sentinel question' })
      await waitFor(() => expect(conversation.getState().messages).toHaveLength(2))
      const devtools = within(shadow.querySelector('section') as HTMLElement)
      expect(await devtools.findAllByText('ms.PublishEvent')).not.toHaveLength(0)
      const secrets = [...JSON.stringify([simulator.requests, simulator.frames]).matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g)].map(
        ([token]) => token,
      )
      expect(secrets.length).toBeGreaterThan(1)
      const record = JSON.stringify(getClientRecord(client).getState())
      for (const text of [shadow.innerHTML, record]) {
        expect(text).not.toMatch(/sentinel/i)
        for (const secret of [...secrets, conversation.id]) expect(text).not.toContain(secret)
      }
      conversation.leave()
    })
  })
})
