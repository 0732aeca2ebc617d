// @vitest-environment node
import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../src/http/http.js'
import { appEngagement } from '../../src/liveperson/appEngagement.js'
import type { EngagementAttribute } from '../../src/model/engagementAttributes.js'
import type { Impression } from '../../src/model/impression.js'
import { takeConsole } from '../support/failOnConsole.js'

const ids = { visitorId: 'xyz', sessionId: 'abc', pageId: '4743822558' }
const nobody = { visitorId: undefined, sessionId: undefined, pageId: undefined }
const signal = new AbortController().signal

/** The request that a call sends, with the path of the first attempt. */
async function recordRequest(call: (http: (request: HttpRequest) => Promise<{ status: number; body: unknown }>) => Promise<unknown>) {
  const requests: (HttpRequest & { url: string; text: string })[] = []
  await call(async (request) => {
    requests.push({ ...request, url: request.path(), text: JSON.stringify(request.body) })
    return { status: 200, body: { status: 'NotAvailable', ...ids } }
  })
  return requests[0]
}

const personal: EngagementAttribute = {
  type: 'personal',
  personal: {
    contacts: [
      { email: 'sam@shop.example', phone: '12345678' },
      { email: 'sam@mail.example', phone: '98765430' },
    ],
    age: { age: 30, year: 1986, month: 7, day: 22 },
    firstname: 'Sam',
    lastname: 'Example',
    gender: 'FEMALE',
    company: 'example',
  },
}

describe('appEngagement', () => {
  test('default: the request has the app type, and no ids', async () => {
    const request = await recordRequest((http) => appEngagement().getEngagement(http, { knownIds: nobody, question: {}, signal }))
    expect(request).toMatchObject({ method: 'POST', url: '/app/engagement/visitors?v=1.0', body: { appType: 'EXTERNAL' } })
  })

  test('behavior: an engagement request has the body that "Create Session" prints', async () => {
    const appDetails = { os: 'MAC_OSX', osVersion: '1.2', appVersion: '1.0', deviceFamily: 'MOBILE', ipAddress: '192.168.5.2' } as const
    const consumerSections = ['Support', 'English', 'Other']
    const question = { consumerSections, engagementAttributes: [personal] }
    const request = await recordRequest((http) =>
      appEngagement({ appType: 'MSDK', appDetails }).getEngagement(http, { knownIds: ids, question, signal }),
    )
    expect(request?.url).toBe('/app/engagement/visitors/xyz?v=1.0&sid=abc')
    expect(request?.text).toBe(JSON.stringify({ appType: 'MSDK', appDetails, consumerSections, engagementAttributes: [personal] }))
  })

  test('behavior: an update has the body that "Update Session" prints', async () => {
    const impression = (type: 'impAccept' | 'impDisplay'): Impression => ({
      type,
      campaign: 3115242510,
      engId: 3115242810,
      revision: 537,
      eContext: [{ type: 'engagementContext', id: '1' }],
    })
    const impAttributes = [impression('impAccept'), impression('impDisplay')]
    const request = await recordRequest((http) =>
      appEngagement().updateSession(http, { ...ids, impAttributes, engagementAttributes: [personal] }),
    )
    expect(request).toMatchObject({ method: 'PUT', url: '/app/engagement/visitors/xyz?v=1.0&sid=abc' })
    expect(request?.text).toBe(JSON.stringify({ pageId: '4743822558', impAttributes, engagementAttributes: [personal] }))
  })

  test('parameters: updateMethod makes an update a POST that stands for a PUT', async () => {
    const request = await recordRequest((http) => appEngagement({ updateMethod: 'post-override' }).updateSession(http, ids))
    expect(request).toMatchObject({ method: 'PUT', methodOverride: true })
  })

  test('behavior: the ids are encoded in the URL', async () => {
    const knownIds = { visitorId: 'a/b?c', sessionId: 'd&e=f', pageId: undefined }
    const request = await recordRequest((http) => appEngagement().getEngagement(http, { knownIds, question: {}, signal }))
    expect(request?.url).toBe('/app/engagement/visitors/a%2Fb%3Fc?v=1.0&sid=d%26e%3Df')
  })

  test('behavior: the next attempt names the visitor that a loading account named', async () => {
    const request = await recordRequest((http) => appEngagement().getEngagement(http, { knownIds: ids, question: {}, signal }))
    expect(request?.path('loaded')).toBe('/app/engagement/visitors/loaded?v=1.0&sid=abc')
  })

  test('behavior: members for Monitoring are not sent, and one warning names them', async () => {
    const question = { entryPoints: ['sec://Support'], identities: [{ acr: '0', sub: 'c0ffee00-0000-4000-8000-000000000000' }] }
    const request = () => recordRequest((http) => appEngagement().getEngagement(http, { knownIds: nobody, question, signal }))
    expect((await request())?.text).toBe('{"appType":"EXTERNAL"}')
    await request()
    const warnings = takeConsole()
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.[0]).toContain('App Engagement does not accept entryPoints')
    expect(warnings[0]?.[0]).not.toContain('c0ffee')
  })
})
