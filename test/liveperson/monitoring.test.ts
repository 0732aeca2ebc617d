// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConfigurationError, ResponseError, SessionLostError } from '../../src/errors.js'
import type { HttpAnswer, HttpRequest } from '../../src/http/http.js'
import { type MonitoringOptions, monitoring } from '../../src/liveperson/monitoring.js'
import type { Question } from '../../src/model/question.js'
import { takeConsole } from '../support/failOnConsole.js'

const ids = { visitorId: 'xyz', sessionId: 'abc', pageId: '595933432' }
const unknown = { visitorId: undefined, sessionId: undefined, pageId: undefined }
const signal = new AbortController().signal
const app = { appInstallationId: '123' }

function createService(options: Partial<MonitoringOptions> = {}, answer: HttpAnswer = { status: 200, body: ids }) {
  const requests: (HttpRequest & { url: string; text: string })[] = []
  const service = monitoring({ ...app, ...options })
  const http = async (request: HttpRequest) => {
    requests.push({ ...request, url: request.path(), text: JSON.stringify(request.body) })
    return answer
  }
  return {
    requests,
    request: (question: Question = {}, knownIds: Parameters<typeof service.getEngagement>[1]['knownIds'] = unknown) =>
      service.getEngagement(http, { knownIds, question, signal }),
    update: (request: Partial<Parameters<typeof service.updateSession>[1]> = {}) => service.updateSession(http, { ...ids, ...request }),
  }
}

const read = (body: unknown, status = 200) => createService({}, { status, body }).request()

describe('monitoring', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('parameters: appInstallationId is required', () => {
    expect(() => monitoring({ appInstallationId: '' })).toThrow(ConfigurationError)
  })

  describe('engagement request', () => {
    test('default: the request has an empty body, and no ids', async () => {
      const { request, requests } = createService()
      await request()
      expect(requests).toMatchObject([{ method: 'POST', url: '/app/123/engagement?v=1.1', text: '{}' }])
    })

    test('behavior: the request has every member that "Engagement" prints, in its order', async () => {
      const question: Question = {
        consumerId: 'uniqueIdInBrand',
        identities: [
          { iss: 'Shop', acr: '0', sub: 'identifierForNoAuth' },
          { iss: 'Shop', acr: 'loa1', sub: 'identifierForAuth' },
        ],
        entryPoints: ['tel://15550100000', 'https://shop.example/', 'sec://Sport', 'lang://English'],
        engagementAttributes: [
          {
            type: 'personal',
            personal: {
              contacts: [{ email: 'sam@shop.example', phone: '12345678' }],
              age: { age: 30, year: 1985, month: 7, day: 22 },
              firstname: 'Sam',
            },
          },
        ],
      }
      const properties = { osVersion: '1.2', appVersion: '1.0', deviceFamily: 'MOBILE', ipAddress: '192.168.5.2' } as const
      const { request, requests } = createService({ version: '1.0', clientProperties: { osName: 'MAC_OSX', ...properties } })
      await request(question, { visitorId: 'myNewVisitorId', sessionId: 'myNewSessionId', pageId: undefined })
      expect(requests[0]?.url).toBe('/app/123/engagement?v=1.0&vid=myNewVisitorId&sid=myNewSessionId')
      const { consumerId, identities, entryPoints, engagementAttributes } = question
      expect(requests[0]?.text).toBe(
        JSON.stringify({
          clientProperties: { os: 'MAC_OSX', osName: 'MAC_OSX', ...properties },
          consumerId,
          identities,
          entryPoints,
          engagementAttributes,
        }),
      )
    })

    test('parameters: clientProperties.os is sent under both names', async () => {
      const { request, requests } = createService({ clientProperties: { os: 'LINUX' } })
      await request()
      expect(requests[0]?.body).toEqual({ clientProperties: { os: 'LINUX', osName: 'LINUX' } })
    })

    test('parameters: onBehalf is in the URL', async () => {
      const { request, requests } = createService({ onBehalf: true })
      await request()
      expect(requests[0]?.url).toBe('/app/123/engagement?v=1.1&obh=true')
    })

    test('behavior: the ids are encoded, and the next attempt names the visitor that a loading account named', async () => {
      const { request, requests } = createService({ appInstallationId: 'a/b' })
      await request({}, { visitorId: 'v&v', sessionId: 's=s', pageId: undefined })
      expect(requests[0]?.url).toBe('/app/a%2Fb/engagement?v=1.1&vid=v%26v&sid=s%3Ds')
      expect(requests[0]?.path('loaded')).toBe('/app/a%2Fb/engagement?v=1.1&vid=loaded&sid=s%3Ds')
    })

    test('behavior: members for App Engagement are not sent, and a warning names them', async () => {
      const { request, requests } = createService()
      await request({ consumerSections: ['Support'] })
      expect(requests[0]?.text).toBe('{}')
      expect(takeConsole().join()).toContain('Monitoring does not accept consumerSections')
    })

    test.each([
      ['an e-mail address', 'sam@shop.example'],
      ['a phone number', '+1 (555) 010-0000'],
      ['a short serial number', 'customer-1042'],
    ])('behavior: one warning describes a consumer that looks like %s, without its name', async (rule, sub) => {
      const { request } = createService()
      await request({ identities: [{ acr: '0', sub }] })
      await request({ consumerId: sub })
      const warnings = takeConsole()
      expect(warnings).toHaveLength(1)
      expect(warnings.join()).toContain(rule)
      expect(warnings.join()).not.toContain(sub)
    })

    test('behavior: no warning describes a UUID or a hash, or any consumer in production', async () => {
      const { request } = createService()
      await request({
        identities: [{ acr: 'loa1', sub: '6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b' }],
        consumerId: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
      })
      vi.stubEnv('NODE_ENV', 'production')
      vi.resetModules()
      const production = await import('../../src/liveperson/monitoring.js')
      const http = async () => ({ status: 200, body: ids })
      await production.monitoring(app).getEngagement(http, { knownIds: unknown, question: { consumerId: 'other@shop.example' }, signal })
      vi.unstubAllEnvs()
    })
  })

  describe('answer', () => {
    test('default: the printed 201 is an offer', async () => {
      const details = {
        campaignId: 880524023,
        engagementId: 880524123,
        engagementRevision: 21,
        contextId: '1',
        connectorId: 2642324112,
        status: 'expose',
      }
      expect(await read({ ...ids, engagementDetails: [details] }, 201)).toEqual({
        status: 'available',
        ...ids,
        campaignId: '880524023',
        engagementId: '880524123',
        engagementRevision: 21,
        contextId: '1',
        connectorId: '2642324112',
        expiresAt: 1_000_000 + 30 * 60_000,
      })
    })

    test('default: the printed 200 is a conversation', async () => {
      const details = {
        campaignId: 880524423,
        engagementId: 880524523,
        engagementRevision: 23,
        conversationId: 'fdasfdas',
        connectorId: 2642324112,
        status: 'conversation',
      }
      expect(await read({ ...ids, engagementDetails: [details] })).toEqual({
        status: 'conversation',
        ...ids,
        campaignId: '880524423',
        engagementId: '880524523',
        engagementRevision: 23,
        conversationId: 'fdasfdas',
        connectorId: '2642324112',
      })
    })

    const offer = { campaignId: 1, engagementId: 2, engagementRevision: 3, contextId: '1', status: 'expose' }
    const conversation = { campaignId: 1, engagementId: 2, engagementRevision: 3, conversationId: 'c', status: 'conversation' }

    test.each([
      ['absent, as printed', undefined, 'unavailable'],
      ['null', null, 'unavailable'],
      ['an empty list', [], 'unavailable'],
      ['an object, as the table has it', offer, 'available'],
      ['an offer, then a conversation', [offer, conversation], 'conversation'],
      ['an older interaction', [{ ...conversation, status: 'interaction' }], 'conversation'],
      ['a conversation without its status', [{ ...conversation, status: undefined }], 'conversation'],
      ['a conversation without its id', [{ ...conversation, conversationId: undefined }], 'unavailable'],
      ['a conversation without its id, then one with it', [{ ...conversation, conversationId: undefined }, conversation], 'conversation'],
      ['an unknown status, then an offer', [{ ...offer, status: 'other' }, offer], 'available'],
      ['an unknown status', [{ ...offer, status: 'other' }], 'unavailable'],
      ['an offer without a campaign', [{ ...offer, campaignId: null }], 'unavailable'],
      ['an offer without ids, then a good one', [{ status: 'expose' }, offer], 'available'],
      ['a conversation without a campaign, then a good one', [{ ...conversation, campaignId: null }, conversation], 'conversation'],
      ['all ids with a status of null', [{ ...offer, status: null }], 'available'],
      ['all ids without a status', [{ ...offer, status: undefined }], 'available'],
      ['all ids with a hostile status', [{ ...offer, status: { toString: 1 } }], 'unavailable'],
      ['a text', 'expose', 'unavailable'],
      ['a list of texts', ['expose', 'conversation'], 'unavailable'],
    ])('behavior: an answer whose details are %s is %s', async (_name, engagementDetails, status) => {
      expect((await read({ ...ids, engagementDetails })).status).toBe(status)
    })

    test('behavior: HTML, or a body without ids, is a ResponseError', async () => {
      await expect(read('<!doctype html>')).rejects.toThrow(ResponseError)
      await expect(read({ engagementDetails: [offer] })).rejects.toThrow(ResponseError)
    })
  })

  describe('report', () => {
    const cart = { type: 'cart', total: 1, numItems: 1 } as const
    const close = { type: 'impClose', campaign: 1, engId: 2, revision: 3 } as const

    test('default: attributes and impressions are one list, in a POST that stands for a PUT', async () => {
      const { update, requests } = createService()
      await update({ engagementAttributes: [cart], impAttributes: [close] })
      expect(requests).toMatchObject([
        {
          method: 'PUT',
          methodOverride: true,
          url: '/app/123/report?v=1.1&vid=xyz&sid=abc',
          body: { pageId: '595933432', engagementAttributes: [cart, close] },
        },
      ])
    })

    test('parameters: reportMethod makes the report a PUT', async () => {
      const { update, requests } = createService({ reportMethod: 'put' })
      await update()
      expect(requests[0]).toMatchObject({ method: 'PUT', methodOverride: false, body: { pageId: '595933432', engagementAttributes: [] } })
    })

    test.each([
      ['as the example does', { sessionId: 's2', visitorId: 'v2', pageId: 'p2' }, { sessionId: 's2', visitorId: 'v2', pageId: 'p2' }],
      ['as the table does', { sid: 's2', vid: 'v2' }, { sessionId: 's2', visitorId: 'v2' }],
      ['not at all', undefined, {}],
    ])('behavior: the response may name its ids %s', async (_name, body, expected) => {
      expect(await createService({}, { status: 200, body }).update()).toEqual(expected)
    })

    test('behavior: 201 is a SessionLostError', async () => {
      await expect(createService({}, { status: 201, body: ids }).update()).rejects.toThrow(SessionLostError)
    })
  })
})
