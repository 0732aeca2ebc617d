// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { type ImpressionType, toImpression } from '../../src/model/impression.js'

const engagement = {
  status: 'available' as const,
  visitorId: 'xyz',
  sessionId: 'abc',
  pageId: '4743822558',
  campaignId: '3115242510',
  engagementId: '3115242810',
  engagementRevision: 537,
  contextId: '1',
}

describe('toImpression', () => {
  test.each(['impDisplay', 'impAccept'] as ImpressionType[])('default: %s has the printed form', (type) => {
    expect(JSON.stringify(toImpression(type, engagement))).toBe(
      JSON.stringify({ type, campaign: 3115242510, engId: 3115242810, revision: 537, eContext: [{ type: 'engagementContext', id: '1' }] }),
    )
  })

  test.each(['impTimeout', 'impClose'] as ImpressionType[])('default: %s has no context', (type) => {
    expect(toImpression(type, engagement)).toEqual({ type, campaign: 3115242510, engId: 3115242810, revision: 537 })
  })

  test('behavior: an id that a number cannot hold exactly stays a text', () => {
    const long = { ...engagement, campaignId: '90071992547409931', engagementId: 'e-1' }
    expect(toImpression('impDisplay', long)).toMatchObject({ campaign: '90071992547409931', engId: 'e-1' })
  })

  test('behavior: an offer without a context has no impression', () => {
    const { contextId: _, ...uncounted } = engagement
    expect(toImpression('impDisplay', uncounted)).toBeUndefined()
  })
})
