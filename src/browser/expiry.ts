/** When an answer was heard, by the clock on the wall and by the one that nobody sets. */
const receivedAt = new WeakMap<object, { wallClock: number; monotonic: number }>()

/** Notes that an answer has just come. */
export function markReceived(answer: object): void {
  receivedAt.set(answer, { wallClock: Date.now(), monotonic: performance.now() })
}

/** Whether an answer was asked for by this very page, and not handed over by the server that rendered it. */
export function wasReceivedHere(answer: object = {}): boolean {
  return receivedAt.has(answer)
}

/**
 * Whether what was offered has ended. The clock on the wall goes on while a laptop sleeps, and may be set; the steady one may sleep too. So either
 * ends it, and so does a wall clock that was set back behind the answer.
 */
export function isExpired(answer: { expiresAt?: number } | object | undefined): boolean {
  if (!answer || !('expiresAt' in answer) || answer.expiresAt === undefined) return false
  const { wallClock, monotonic } = receivedAt.get(answer) ?? { wallClock: 0, monotonic: Infinity }
  const now = Date.now()
  return now < wallClock || now >= answer.expiresAt || performance.now() - monotonic >= answer.expiresAt - wallClock
}
