// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { createHttp } from '../../src/http/createHttp.js'
import { toText } from '../../src/http/readers.js'
import { livePersonPolicy } from '../../src/liveperson/livePersonPolicy.js'
import { quoteLongIntegers } from '../../src/liveperson/quoteLongIntegers.js'
import { superOfficePolicy } from '../../src/superoffice/superOfficePolicy.js'
import { unwritable } from '../support/unwritable.js'

function createTestHttp(response = '{}', policy = livePersonPolicy) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response(response))
  return { fetch, http: createHttp({ fetch, policy, schedule: [], baseUrl: async () => 'https://service.example' }) }
}

describe('the body of a request', () => {
  test('behavior: items of a list that JSON would turn into null are omitted', async () => {
    const { fetch, http } = createTestHttp()
    const list = [undefined, 1, Number.NaN, () => {}, Symbol('a'), null, { a: undefined, b: [undefined, 'b'] }]
    await http({ method: 'POST', path: () => '/', body: { list } })
    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"list":[1,null,{"b":["b"]}]}')
  })

  test.each(unwritable)('behavior: a body with %s is a ConfigurationError, and nothing is sent', async (_name, value) => {
    const { fetch, http } = createTestHttp()
    await expect(http({ method: 'POST', path: () => '/', body: { value } })).rejects.toMatchObject({ name: 'ConfigurationError' })
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('the body of a response', () => {
  test.each([
    ['{"a":1234567890123456789}', '{"a":"1234567890123456789"}'],
    ['[-9007199254740993 , 900719925474099]', '["-9007199254740993" , 900719925474099]'],
    ['{"a":"x 1234567890123456789 \\" 1234567890123456789"}', undefined],
    ['{"a\\\\":1.1234567890123456789,"b":1234567890123456789e1,"c":true}', undefined],
    ['"1234567890123456789', undefined],
  ])('behavior: quoteLongIntegers(%j) is %j', (text, expected = text) => {
    expect(quoteLongIntegers(text)).toBe(expected)
  })

  test("behavior: LivePerson's long integers become texts, and SuperOffice's do not", async () => {
    const text = '{"id":1234567890123456789}'
    const read = async (policy: typeof livePersonPolicy) =>
      (await createTestHttp(text, policy).http({ method: 'GET', path: () => '/' })).body
    expect(await read(livePersonPolicy)).toEqual({ id: '1234567890123456789' })
    expect(await read(superOfficePolicy)).toEqual(JSON.parse(text))
  })

  test('behavior: a text of a million quotes is read in a moment', async () => {
    const text = '"\\'.repeat(1_000_000)
    expect(quoteLongIntegers(text)).toBe(text)
  })
})

describe('toText', () => {
  test('behavior: texts that an address cannot contain are no ids', () => {
    for (const text of ['', '.', '..', '\uD83D', 'a\uDE00b', 'a'.repeat(8001)]) expect(toText(text)).toBeUndefined()
  })

  test('behavior: other texts are ids', () => {
    for (const text of ['...', '.a', '😀', 'a/b', 'a'.repeat(8000)]) expect(toText(text)).toBe(text)
  })
})
