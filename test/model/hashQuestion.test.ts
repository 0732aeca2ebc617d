// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { hashQuestion } from '../../src/model/hashQuestion.js'

describe('hashQuestion', () => {
  test('default: equal for equal questions, however they are written', () => {
    const a = hashQuestion({ consumerSections: ['A'], engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] })
    const b = hashQuestion({
      engagementAttributes: [{ numItems: 2, total: 1, type: 'cart' }],
      consumerSections: ['A'],
      identities: undefined,
    })
    expect(a).toBe(b)
  })

  test('behavior: unlike for unlike questions', () => {
    const digests = Array.from({ length: 5000 }, (_, index) => hashQuestion({ consumerSections: [`section ${index}`] }))
    expect(new Set(digests).size).toBe(5000)
    expect(hashQuestion({ consumerSections: ['A', 'B'] })).not.toBe(hashQuestion({ consumerSections: ['B', 'A'] }))
  })

  test('behavior: nothing of the visitor can be read from it', () => {
    const email = 'sam@shop.example'
    expect(hashQuestion({ engagementAttributes: [{ type: 'personal', personal: { contacts: [{ email }] } }] })).toMatch(/^[\da-z-]{1,16}$/)
  })
})
