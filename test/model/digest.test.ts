// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { digest } from '../../src/model/digest.js'

describe('digest', () => {
  test('default: equal for equal questions, however they are written', () => {
    const a = digest({ consumerSections: ['A'], engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] })
    const b = digest({ engagementAttributes: [{ numItems: 2, total: 1, type: 'cart' }], consumerSections: ['A'], identities: undefined })
    expect(a).toBe(b)
  })

  test('behavior: unlike for unlike questions', () => {
    const digests = Array.from({ length: 5000 }, (_, index) => digest({ consumerSections: [`section ${index}`] }))
    expect(new Set(digests).size).toBe(5000)
    expect(digest({ consumerSections: ['A', 'B'] })).not.toBe(digest({ consumerSections: ['B', 'A'] }))
  })

  test('behavior: nothing of the visitor can be read from it', () => {
    const email = 'sam@shop.example'
    expect(digest({ engagementAttributes: [{ type: 'personal', personal: { contacts: [{ email }] } }] })).toMatch(/^[\da-z-]{1,16}$/)
  })
})
