import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until the condition holds, at most `limit` milliseconds. Returns whether it came to hold. */
export async function until(condition: () => boolean, limit: number): Promise<boolean> {
  const deadline = Date.now() + limit
  while (!condition()) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

/** Runs the tasks, so many at a time, and returns their results in order. */
export async function inLanes<type>(lanes: number, tasks: readonly (() => Promise<type>)[]): Promise<type[]> {
  const results: type[] = []
  const remaining = tasks.entries()
  const lane = async () => {
    for (const [index, task] of remaining) results[index] = await task()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

/** A sequence of numbers in [0, 1), the same for the same seed (mulberry32). */
export function createChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
