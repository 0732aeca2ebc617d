import type { SocketDrop } from './messaging.js'

/** Creates the drops that wait for a request. */
export function createDrops() {
  let drops: (SocketDrop & { remaining: number })[] = []
  return {
    add(drop: SocketDrop) {
      drops.push({ ...drop, remaining: drop.times ?? 1 })
    },
    /** Returns the drop that applies to a request of the type, and counts it as used. */
    take(type: string): SocketDrop | undefined {
      const drop = drops.find((drop) => drop.remaining > 0 && (drop.type === undefined ? type !== 'GetClock' : drop.type === type))
      if (drop) drop.remaining--
      return drop
    },
    clear() {
      drops = []
    },
  }
}
