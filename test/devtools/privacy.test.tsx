import { render, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { getClientRecord } from '../../src/devtools/getClientRecord.js'
import { EngagementDevtools } from '../../src/devtools/index.js'
import {
  appEngagement,
  EngagementButton,
  EngagementProvider,
  type EngagementService,
  monitoring,
  type Question,
  updateSession,
} from '../../src/index.js'
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
  })
})
