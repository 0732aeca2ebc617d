// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { hashQuestion as hashMembers } from '../../src/model/hashQuestion.js'
import type { Question } from '../../src/model/question.js'
import { unwritable } from '../support/unwritable.js'

const members = ['engagementAttributes', 'identities', 'consumerSections']
const hashQuestion = (question: Question) => hashMembers(question, members)

describe('hashQuestion', () => {
  test('default: equal questions have equal hashes, whatever the order of their members', () => {
    const a = hashQuestion({ consumerSections: ['A'], engagementAttributes: [{ type: 'cart', total: 1, numItems: 2 }] })
    const b = hashQuestion({
      engagementAttributes: [{ numItems: 2, total: 1, type: 'cart' }],
      consumerSections: ['A'],
      identities: undefined,
    })
    expect(a).toBe(b)
  })

  test('behavior: different questions have different hashes', () => {
    const hashes = Array.from({ length: 5000 }, (_, index) => hashQuestion({ consumerSections: [`section ${index}`] }))
    expect(new Set(hashes).size).toBe(5000)
    expect(hashQuestion({ consumerSections: ['A', 'B'] })).not.toBe(hashQuestion({ consumerSections: ['B', 'A'] }))
  })

  test('behavior: members that the service does not read make no difference', () => {
    expect(hashQuestion({ consumerSections: ['A'], entryPoints: ['sec://B'] })).toBe(hashQuestion({ consumerSections: ['A'] }))
  })

  test('behavior: two questions that collided in 32 bits have different hashes', () => {
    const seen = new Set<string>()
    for (let index = 0; index < 200_000; index++) seen.add(hashQuestion({ consumerSections: [String(index * 7919)] }))
    expect(seen.size).toBe(200_000)
  })

  test.each([...unwritable, ['an object without a text', { toString: 1 }]])(
    'behavior: a question with %s has the same hash in each render',
    (_name, value) => {
      const question = { engagementAttributes: [value] } as unknown as Question
      expect(hashQuestion(question)).toBe(hashQuestion(question))
    },
  )

  test('behavior: the hash shows nothing of the visitor', () => {
    const email = 'sam@shop.example'
    expect(hashQuestion({ engagementAttributes: [{ type: 'personal', personal: { contacts: [{ email }] } }] })).toMatch(/^[\da-z-]{1,16}$/)
  })
})
