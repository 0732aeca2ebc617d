import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createClientStorage } from '../../src/browser/createClientStorage.js'
import { appEngagement, getEngagement } from '../../src/index.js'
import { createTestClient } from '../support/client.js'

const minute = 60_000
const day = 24 * 60 * minute
const year = 365 * day

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date'] })
})

describe('ClientStorage', () => {
  /** How long the value is stored, in milliseconds. */
  const lifetime = 30 * minute

  const store = () => createClientStorage().set('key', 'value', lifetime / 1000)
  const read = () => createClientStorage().get('key')

  test('default: a value is stored for its lifetime', () => {
    expect(store()).toBe(true)
    vi.setSystemTime(Date.now() + lifetime - 1)
    expect(read()).toBe('value')
    vi.setSystemTime(Date.now() + 1)
    expect(read()).toBeUndefined()
  })

  test('behavior: a page that `close()` has taken the storage from still removes its keys', () => {
    const page = createClientStorage()
    page.set('key', 'value', lifetime / 1000)
    vi.stubGlobal('localStorage', null)
    page.remove('key')
    vi.unstubAllGlobals()
    expect(localStorage.getItem('key')).toBeNull()
  })

  const outcome = (value: unknown) => (value === 'value' ? 'read' : 'ignored')

  test.each([
    ['5 minutes', 5 * minute, 'read'],
    ['6 minutes', 6 * minute, 'ignored'],
    ['a year', year, 'ignored'],
  ])('behavior: a value that was stored while the clock was %s ahead (%i ms) is %s', (_name, ahead, expected) => {
    vi.setSystemTime(Date.now() + ahead)
    store()
    vi.setSystemTime(Date.now() - ahead)
    expect(outcome(read())).toBe(expected)
  })

  test.each([
    [day, 'read'],
    [year, 'ignored'],
  ])('behavior: an entry without the time of storing that expires in %i ms is %s', (milliseconds, expected) => {
    localStorage.setItem('key', JSON.stringify({ expiresAt: Date.now() + milliseconds, value: 'value' }))
    expect(outcome(read())).toBe(expected)
  })

  test('behavior: a page ignores the session and the domain that were stored while the clock was ahead', async () => {
    const options = { service: appEngagement(), storage: undefined }
    vi.setSystemTime(Date.now() + year)
    const { client, simulator } = createTestClient(options)
    await getEngagement(client)
    vi.setSystemTime(Date.now() - year)
    const next = createTestClient(options, simulator)
    await getEngagement(next.client)
    expect(next.requests.calls()).toEqual(['domain', 'engagement', 'domain', 'engagement'])
    expect(simulator.visitors).toHaveLength(2)
  })
})
