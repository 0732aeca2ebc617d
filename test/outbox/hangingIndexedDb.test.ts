import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type AvailableEngagement, type EngagementClient, getEngagement } from '../../src/index.js'
import type { Simulator } from '../../src/testing/index.js'
import { createTestClient } from '../support/client.js'
import { installIndexedDb } from '../support/indexedDb.js'

/** The number of pages that died with an unsent impression. */
const pages = 8

/** The longest time that a flush of all these impressions may take, in milliseconds. IndexedDB counts as hanging after a second. */
const reasonable = 3000

type Page = { client: EngagementClient; simulator: Simulator; engagement: AvailableEngagement }

type Database = ReturnType<typeof installIndexedDb>

/** A page in the default storage, with an offer. */
async function openPage(): Promise<Page> {
  const { client, simulator } = createTestClient({ storage: undefined })
  return { client, simulator, engagement: (await getEngagement(client)) as AvailableEngagement }
}

/** Stores the records of dead pages in localStorage. Each has one impression of another offer. */
function storeRecords({ client, simulator, engagement }: Page): void {
  for (let page = 0; page < pages; page++) {
    simulator.offer({ status: 'available', engagementRevision: page })
    const item = { type: 'impDisplay', enqueuedAt: Date.now(), attempts: 1, offer: { ...engagement, engagementRevision: page } }
    client.core.storage.set(`${client.core.key}:outbox:${page}`, { items: [item], savedAt: Date.now() - 5000, isLocked: true }, 3600)
  }
}

const listOutboxKeys = () => Object.keys(localStorage).filter((key) => key.includes(':outbox:'))

describe('an IndexedDB that hangs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const hangs: [string, (database: Database, page: Page) => Promise<unknown>][] = [
    ['opens no database', async ({ state }) => (state.isHanging = true)],
    [
      'ends no transaction',
      async ({ state }, { client }) => {
        // The connection is open from now on.
        await client.flush()
        state.isHanging = true
      },
    ],
    [
      'deletes no database',
      async ({ state }, { client }) => {
        vi.stubGlobal('indexedDB', { ...indexedDB, deleteDatabase: () => (state.isHanging = true) })
        client.setConsent('denied')
        client.setConsent('granted')
      },
    ],
  ]

  test.each(hangs)('behavior: flush ends in time and leaves no key of eight dead pages, though IndexedDB %s', async (_name, hang) => {
    const database = installIndexedDb()
    const page = await openPage()
    await hang(database, page)
    expect(database.state.isHanging).toBe(true)
    storeRecords(page)
    expect(listOutboxKeys()).toHaveLength(pages)
    const onFlushed = vi.fn()
    void page.client.flush().then(onFlushed)
    await vi.advanceTimersByTimeAsync(reasonable)
    expect(onFlushed).toHaveBeenCalled()
    expect(listOutboxKeys()).toEqual([])
  })
})
