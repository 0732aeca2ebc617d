import { screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { appEngagement, EngagementButton, type EngagementService, getEngagement, monitoring, updateSession } from '../../src/index.js'
import { createTestClient } from '../support/client.js'
import { takeConsole } from '../support/failOnConsole.js'
import { renderWithClient } from '../support/render.js'

const retry = { schedule: [0] }
const question = { engagementAttributes: [{ type: 'personal', personal: { firstname: 'Sentinel' } }] as const }
const services: [host: string, EngagementService][] = [
  ['lo.app.example', appEngagement({ domain: 'lo.app.example' })],
  ['lo.origin.example:8443', appEngagement({ domain: 'http://lo.origin.example:8443/sentinel' })],
  [location.host, appEngagement({ domain: '/sentinel' })],
  ['lo.smt.example', monitoring({ appInstallationId: 'sentinel', domain: 'lo.smt.example' })],
]

function createUnreachable(service: EngagementService) {
  const setup = createTestClient({ service, retry, identity: { visitorId: 'sentinel' } })
  setup.simulator.fail({ call: 'domain', networkError: true })
  setup.simulator.fail({ call: 'engagement', networkError: true })
  return setup
}

describe('a service that cannot be reached', () => {
  test.each(services)('default: one warning names %s, the state of the button and the devtools', async (host, service) => {
    const testClient = createUnreachable(service)
    renderWithClient(<EngagementButton {...question} fallback="Write to us" />, { testClient })
    await getEngagement(testClient.client, question).catch(() => {})
    await getEngagement(createUnreachable(service).client, question).catch(() => {})
    const output = takeConsole()
    expect(output).toEqual([[expect.stringContaining(host)]])
    expect(String(output)).toMatch(/hidden.*`fallback`.*labels\.retry.*react-engagement\/devtools/)
    expect(String(output)).not.toMatch(/sentinel/i)
    expect(String(output).split(host)[1]).toMatch(/^[^/?]/)
    expect(screen.getByText('Write to us')).toBeVisible()
  })

  test('behavior: a service that did not answer in time is reported in the same way', async () => {
    vi.useFakeTimers()
    const { client, simulator } = createTestClient({ service: appEngagement({ domain: 'lo.silent.example' }), retry })
    simulator.hang()
    const answer = getEngagement(client).catch((error: Error) => error.name)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await answer).toBe('TimeoutError')
    expect(takeConsole()).toEqual([[expect.stringContaining('lo.silent.example')]])
  })

  test('behavior: a Domain API that did not answer in time is named', async () => {
    vi.useFakeTimers()
    const { client, simulator } = createTestClient({ service: monitoring({ appInstallationId: '1' }), retry })
    simulator.hang()
    const answer = getEngagement(client).catch((error: Error) => error.name)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await answer).toBe('TimeoutError')
    expect(takeConsole()).toEqual([[expect.stringContaining('api.liveperson.net')]])
  })
})

describe('a service that is reached', () => {
  const service = appEngagement({ domain: 'lo.fine.example' })

  test('behavior: no warning follows a retry that succeeds, or a refusal', async () => {
    const { client, simulator } = createTestClient({ service, retry })
    simulator.fail({ call: 'engagement', networkError: true, times: 1 })
    await getEngagement(client)
    simulator.fail({ call: 'engagement', status: 400 })
    await getEngagement(client, question).catch(() => {})
    expect(takeConsole()).toEqual([])
  })

  test('behavior: no warning follows an aborted request or an update that fails', async () => {
    const { client, simulator } = createTestClient({ service, retry })
    await getEngagement(client)
    simulator.fail({ call: 'update', networkError: true })
    await updateSession(client, { engagementAttributes: [{ type: 'cart', total: 1, numItems: 1 }] }).catch(() => {})
    simulator.hang()
    const answer = getEngagement(client, question).catch((error: Error) => error.name)
    client.reset()
    expect(await answer).toBe('AbortError')
    expect(takeConsole()).toEqual([])
  })
})
