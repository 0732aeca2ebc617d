// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { matches, toPatch, withoutReadOnly } from '../../src/superoffice/chatSessionPatch.js'

const long = 'x'.repeat(1025)

describe('toPatch', () => {
  test.each([
    ['a text', { CustomerName: 'a' }, { CustomerName: 'b' }, [['/CustomerName', 'a']]],
    ['a text that was empty', { CustomerName: null }, { CustomerName: 'b' }, [['/CustomerName', null]]],
    ['a number', { Rating: 0 }, { Rating: 5 }, [['/Rating', 0]]],
    ['a boolean', { ChatbotIsActive: true }, { ChatbotIsActive: false }, [['/ChatbotIsActive', true]]],
    ['a status', { Status: 'InQueue' }, { Status: 'Finished' }, [['/Status', 'InQueue']]],
    ['a date', { WhenEnded: '2020-01-01T00:00:00Z' }, { WhenEnded: '2021-01-01T00:00:00Z' }, []],
    ['a long text', { LastMessage: long }, { LastMessage: 'b' }, []],
    ['a text of the maximum length', { LastMessage: long.slice(1) }, { LastMessage: 'b' }, [['/LastMessage', long.slice(1)]]],
    ['a reference', { Person: { PersonId: 4, FullName: 'A' } }, { Person: { PersonId: 5 } }, [['/Person/PersonId', 4]]],
    ['a reference that becomes null', { Sale: { SaleId: 4 } }, { Sale: null }, [['/Sale/SaleId', 4]]],
    ['a reference to nobody', { User: { AssociateId: 0 } }, { User: { AssociateId: 5 } }, []],
    ['an agent', { User: { AssociateId: 4, PersonId: 9 } }, { User: { AssociateId: 5 } }, [['/User/AssociateId', 4]]],
    ['a reference that was null', { Person: null }, { Person: { PersonId: 5 } }, []],
    ['a member that the service does not have', {}, { Rating: 5 }, []],
  ])('behavior: %s is replaced, after the test that it allows', (_name, before, changes: Record<string, unknown>, tests) => {
    const replaced = Object.entries(changes).map(([name, value]) => ({ op: 'replace', path: `/${name}`, value }))
    expect(toPatch(before, changes)).toEqual([...tests.map(([path, value]) => ({ op: 'test', path, value })), ...replaced])
  })

  test.each([
    ['the same', { CustomerName: 'a' }, { CustomerName: 'a' }],
    ['empty, as before', { CustomerName: null }, { CustomerName: null }],
    ['undefined', { CustomerName: 'a' }, { CustomerName: undefined }],
    ['the same reference, by its id', { Person: { PersonId: 4, FullName: 'A' } }, { Person: { PersonId: 4 } }],
  ])('behavior: a value that is %s is not in the patch', (_name, before, changes) => {
    expect(toPatch(before, changes)).toEqual([])
  })
})

describe('withoutReadOnly', () => {
  test('behavior: numbers that JSON would turn into null are omitted', () => {
    expect(withoutReadOnly({ Rating: Number.NaN, AlertLevel: Infinity, TopicId: 1, Person: null })).toEqual({ TopicId: 1, Person: null })
  })
})

describe('matches', () => {
  test.each([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: null }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: { b: 1 } }, { a: { b: undefined } }, true],
    [null, { a: 1 }, false],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [1] }, false],
  ])('behavior: the match of %j with %j is %s', (actual, expected, result) => {
    expect(matches(actual, expected)).toBe(result)
  })
})
