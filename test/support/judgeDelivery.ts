import type { Update } from './faultyService.js'
import type { Handed } from './visit.js'

/** The impressions of a page, those that the service accepted, and what is known of their delivery. */
export type Delivery = {
  title: string
  happened: string[]
  arrived: string[]
  updates: Update[]
  /** The impressions that the page handed over to the browser while the page was unloading, or before. */
  handed: Handed[]
  /** Whether the storage of a killed browser still had the event. */
  isStored: boolean | undefined
}

export const verdicts = {
  once: 'arrived once',
  handed: 'lost: handed over at `pagehide`, then refused, dropped or never answered',
  unstored: 'lost: killed before the storage reached the disk',
  twice: 'twice: the answer to an accepted request was lost',
  unexplained: 'unexplained',
} as const

export type Verdict = keyof typeof verdicts

/** Says of one impression that happened what became of it. Only what the log proves counts as an explanation. */
export function judgeDelivery({ arrived, updates, handed, isStored }: Delivery, type: string): Verdict {
  const sent = updates.filter(({ types }) => types.includes(type))
  const count = arrived.filter((other) => other === type).length
  if (count === 1) return 'once'
  if (count > 1) {
    const accepted = sent.filter(({ status }) => status === 200)
    return accepted.slice(0, -1).every(({ fate }) => fate === 'cut' || fate === 'stalled') ? 'twice' : 'unexplained'
  }
  if (isStored === false) return 'unstored'
  const handedAt = Math.min(...handed.flatMap(({ types, at }) => (types.includes(type) ? at : [])))
  // The page itself could still act on a response from before its unloading.
  const isFailed = ({ fate, answered = Infinity }: Update) => /refused|dropped|hung/.test(fate) && answered >= handedAt
  return sent.some(isFailed) ? 'handed' : 'unexplained'
}

/** How many impressions came to each end. */
export function countVerdicts(deliveries: readonly Delivery[]): Record<Verdict, number> {
  const counts = { once: 0, handed: 0, unstored: 0, twice: 0, unexplained: 0 }
  for (const delivery of deliveries) for (const type of delivery.happened) counts[judgeDelivery(delivery, type)]++
  return counts
}

/** The deliveries of which something has no explanation. */
export function listUnexplained(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter((delivery) => delivery.happened.some((type) => judgeDelivery(delivery, type) === 'unexplained'))
}

/** The deliveries in which an acceptance arrived before the display that it rests on. */
export function listReordered(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ arrived }) => arrived.includes('impAccept') && arrived.indexOf('impAccept') < arrived.indexOf('impDisplay'))
}
