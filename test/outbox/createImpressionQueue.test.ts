// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ImpressionType } from '../../src/model/impression.js'
import { type Batch, createImpressionQueue } from '../../src/outbox/createImpressionQueue.js'
import { maxAge, maxAttempts, maxQueueSize } from '../../src/outbox/outboxLimits.js'
import type { ReportedImpression } from '../../src/outbox/reportedImpression.js'

const toImpression = (engagementRevision: number, pageId = 'page', type: ImpressionType = 'impDisplay'): ReportedImpression => ({
  type,
  offer: { visitorId: 'visitor', sessionId: 'session', pageId, campaignId: '1', engagementId: '2', engagementRevision, contextId: '3' },
})

/** A queue whose impressions are distinguished by their revisions. */
function createQueue(...impressions: ReportedImpression[]) {
  const queue = createImpressionQueue(() => 200)
  for (const impression of impressions) queue.push(impression)
  return queue
}

const revisions = (items: readonly ReportedImpression[] = []) => items.map(({ offer }) => offer.engagementRevision)

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('createImpressionQueue', () => {
  test('default: a batch takes the first impressions of one page view, in order', () => {
    const queue = createQueue(toImpression(1), toImpression(2), toImpression(3, 'other'), toImpression(4))
    expect(revisions(queue.takeBatch()?.items)).toEqual([1, 2])
    expect(revisions(queue.takeBatch()?.items)).toEqual([3])
    expect(revisions(queue.takeBatch()?.items)).toEqual([4])
    expect(queue.takeBatch()).toBeUndefined()
    expect(revisions(queue.all())).toEqual([1, 2, 3, 4])
  })

  test('behavior: a settled batch leaves the queue once', () => {
    const queue = createQueue(toImpression(1))
    const batch = queue.takeBatch() as Batch
    expect([queue.settle(batch), queue.settle(batch)]).toEqual([true, false])
    expect([batch.state, queue.all()]).toEqual(['settled', []])
  })

  test('behavior: an unsent batch is aborted and waits again before all others, but a batch in flight stays', () => {
    const queue = createQueue(toImpression(1), toImpression(2, 'other'), toImpression(3, 'third'))
    const [inFlight, unsent] = [queue.takeBatch() as Batch, queue.takeBatch() as Batch]
    inFlight.state = 'inFlight'
    queue.requeueUnsent()
    expect([inFlight, unsent].map(({ controller }) => controller.signal.aborted)).toEqual([false, true])
    expect([...queue.batches]).toEqual([inFlight])
    expect(revisions(queue.takeBatch()?.items)).toEqual([2])
  })

  test('behavior: the oldest waiting impression is dropped beyond the limit, also while others are in a batch', () => {
    const queue = createQueue(toImpression(0))
    queue.takeBatch()
    for (let revision = 1; revision < maxQueueSize; revision++) queue.push(toImpression(revision))
    expect(queue.dropOverflow()).toEqual([])
    queue.push(toImpression(maxQueueSize))
    expect(revisions(queue.dropOverflow())).toEqual([1])
    expect(queue.all()).toHaveLength(maxQueueSize)
  })

  test('behavior: an impression expires by its age or by its attempts', () => {
    const queue = createQueue(toImpression(1), toImpression(2))
    expect(queue.dropExpired()).toEqual([])
    for (const item of queue.all().slice(0, 1)) item.attempts = maxAttempts
    expect(revisions(queue.dropExpired())).toEqual([1])
    vi.setSystemTime(Date.now() + maxAge)
    expect(revisions(queue.dropExpired())).toEqual([2])
  })

  test('behavior: an impression in flight cannot be taken, and the others of a batch wait again', () => {
    const queue = createQueue(toImpression(1), toImpression(2, 'other'), toImpression(3, 'other'), toImpression(4, 'third'))
    const [inFlight, unsent] = [queue.takeBatch() as Batch, queue.takeBatch() as Batch]
    inFlight.state = 'inFlight'
    expect(revisions(queue.take(({ offer }) => offer.engagementRevision < 3))).toEqual([2])
    expect([inFlight, unsent].map(({ controller }) => controller.signal.aborted)).toEqual([false, true])
    expect(revisions(queue.all())).toEqual([1, 3, 4])
  })

  test('behavior: recovered impressions go first, but after earlier ones of the same page view', () => {
    const stored = { ...toImpression(2, 'abandoned'), enqueuedAt: Date.now() + 1, attempts: 3 }
    const queue = createQueue(toImpression(1, 'abandoned'), toImpression(3, 'own'))
    queue.insertRecovered([stored])
    expect(revisions(queue.all())).toEqual([1, 2, 3])
    queue.insertRecovered([{ ...toImpression(0, 'another'), enqueuedAt: 0, attempts: 0 }])
    expect(revisions(queue.all())).toEqual([0, 1, 2, 3])
  })

  test.each([
    undefined,
    'rubbish',
    { type: 'impDisplay' },
    { ...toImpression(1), attempts: 0 },
    { type: 'impDisplay', enqueuedAt: 0, attempts: 0, offer: { visitorId: 'visitor' } },
  ])('behavior: a stored %j is ignored', (stored) => {
    const queue = createQueue()
    queue.insertRecovered([stored])
    expect(queue.all()).toEqual([])
  })

  test('behavior: clear aborts every batch, in flight or not, and returns all impressions', () => {
    const queue = createQueue(toImpression(1), toImpression(2, 'other'))
    const batch = queue.takeBatch() as Batch
    batch.state = 'inFlight'
    expect(revisions(queue.clear())).toEqual([1, 2])
    expect([batch.controller.signal.aborted, queue.all(), queue.batches.size]).toEqual([true, [], 0])
  })
})
