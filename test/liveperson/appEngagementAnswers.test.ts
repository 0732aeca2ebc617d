// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ResponseError } from '../../src/errors.js'
import { appEngagement } from '../../src/liveperson/appEngagement.js'
import type { KnownIds } from '../../src/model/engagement.js'

const nobody: KnownIds = { visitorId: undefined, sessionId: undefined, pageId: undefined }

/** The answers that the service's page "Create Session" prints. */
const available = {
  status: 'Available',
  sessionId: 'abc',
  visitorId: 'xyz',
  pageId: '4743822558',
  engagementDetails: {
    campaignId: '3346848610',
    engagementId: '3562981110',
    contextId: '1',
    windowId: '3346847910',
    language: 'en-US',
    engagementRevision: 44,
    validForSeconds: 900,
    skillId: 23,
    skillName: 'TestSkill',
    connectorId: '568046210',
  },
}
const notAvailable = { status: 'NotAvailable', sessionId: 'abc', visitorId: 'xyz', pageId: '4743822558' }

/** Converts an answer with App Engagement's `getEngagement`. */
const read = async (body: unknown, knownIds = nobody) => {
  const http = async () => ({ status: 200, body })
  return appEngagement().getEngagement(http, { knownIds, question: {}, signal: new AbortController().signal })
}

describe("App Engagement's answers", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test.each([0, -1, '0', '-900'])(
    'behavior: an offer that is valid for %j seconds is no offer, because nobody could accept it',
    async (validForSeconds) => {
      const details = { ...available.engagementDetails, validForSeconds }
      expect(await read({ ...available, engagementDetails: details })).toEqual({
        status: 'unavailable',
        visitorId: 'xyz',
        sessionId: 'abc',
        pageId: '4743822558',
      })
    },
  )

  test('default: the printed answer "Available" is an offer', async () => {
    expect(await read(available)).toEqual({
      status: 'available',
      visitorId: 'xyz',
      sessionId: 'abc',
      pageId: '4743822558',
      campaignId: '3346848610',
      engagementId: '3562981110',
      engagementRevision: 44,
      contextId: '1',
      windowId: '3346847910',
      language: 'en-US',
      skillId: '23',
      skillName: 'TestSkill',
      connectorId: '568046210',
      expiresAt: 1_900_000,
    })
  })

  test('default: the printed answer "NotAvailable" is no offer', async () => {
    expect(await read(notAvailable)).toEqual({ status: 'unavailable', visitorId: 'xyz', sessionId: 'abc', pageId: '4743822558' })
  })

  test('behavior: an id may be a number, and a number may be a text', async () => {
    const details = {
      ...available.engagementDetails,
      campaignId: 3346848610,
      contextId: 1,
      engagementRevision: '44',
      skillId: '23',
      validForSeconds: '60',
    }
    expect(await read({ ...available, pageId: 4743822558, engagementDetails: details })).toMatchObject({
      pageId: '4743822558',
      campaignId: '3346848610',
      contextId: '1',
      engagementRevision: 44,
      skillId: '23',
      expiresAt: 1_060_000,
    })
  })

  test('behavior: optional members may be missing', async () => {
    const engagementDetails = { campaignId: '1', engagementId: '2', engagementRevision: 3 }
    expect(await read({ ...available, engagementDetails })).toEqual({
      status: 'available',
      visitorId: 'xyz',
      sessionId: 'abc',
      pageId: '4743822558',
      campaignId: '1',
      engagementId: '2',
      engagementRevision: 3,
    })
  })

  test('behavior: unknown members are ignored', async () => {
    expect(await read({ ...notAvailable, later: { addition: true } })).toEqual(await read(notAvailable))
  })

  test('behavior: the known id takes the place of a missing one', async () => {
    const { pageId: _, ...body } = notAvailable
    expect(await read(body, { visitorId: 'old', sessionId: 'old', pageId: 'known' })).toMatchObject({
      visitorId: 'xyz',
      sessionId: 'abc',
      pageId: 'known',
    })
  })

  test.each([
    ['AVAILABLE', 'available'],
    ['Not Available', 'unavailable'],
    ['Unknown', 'unavailable'],
    [undefined, 'unavailable'],
    [1, 'unavailable'],
  ])('behavior: the status %s is %s', async (status, expected) => {
    expect((await read({ ...available, status })).status).toBe(expected)
  })

  test.each([
    ['absent', undefined],
    ['null', null],
    ['a text', 'soon'],
    ['a list', [available.engagementDetails]],
    ['an offer without a campaign', { ...available.engagementDetails, campaignId: undefined }],
    ['an offer whose engagement has the wrong type', { ...available.engagementDetails, engagementId: { id: 1 } }],
    ['an offer whose revision is no number', { ...available.engagementDetails, engagementRevision: 'latest' }],
  ])('behavior: an available answer whose details are %s is unavailable', async (_name, engagementDetails) => {
    expect((await read({ ...available, engagementDetails })).status).toBe('unavailable')
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [available]],
    ['a text', 'Available'],
    ['a number', 7],
    ['an empty object', {}],
    ['ids of the wrong type', { ...available, visitorId: {}, sessionId: [], pageId: true }],
    ['an empty id', { ...available, visitorId: '' }],
    ['a fractional number as an id', { ...available, visitorId: 1.5 }],
    ['members of a prototype', JSON.parse('{"__proto__":{"status":"Available","visitorId":"a","sessionId":"b","pageId":"c"}}')],
    ['deep nesting', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
  ])('behavior: an answer that is %s is a ResponseError', async (_name, body) => {
    await expect(read(body)).rejects.toThrow(ResponseError)
  })
})
