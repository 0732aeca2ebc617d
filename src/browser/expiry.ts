/** The moment at which each answer was received, in milliseconds, by the wall clock and by the monotonic clock. */
const receivedAt = new WeakMap<object, { wallClock: number; monotonic: number }>()

/** Records that an answer was received just now. */
export function markReceived(answer: object): void {
  receivedAt.set(answer, { wallClock: Date.now(), monotonic: performance.now() })
}

/** True if this page requested the answer; false if the answer was hydrated from the server. */
export function wasReceivedHere(answer: object = {}): boolean {
  return receivedAt.has(answer)
}

/**
 * True if the offer has expired. A user can set the wall clock, and the monotonic clock may stop while the device sleeps. So the offer has expired
 * if either clock says so. The offer has also expired if the wall clock shows a time before its receipt.
 */
export function isExpired(answer: { expiresAt?: number } | object | undefined): boolean {
  if (!answer || !('expiresAt' in answer) || answer.expiresAt === undefined) return false
  const { wallClock, monotonic } = receivedAt.get(answer) ?? { wallClock: 0, monotonic: Infinity }
  const now = Date.now()
  return now < wallClock || now >= answer.expiresAt || performance.now() - monotonic >= answer.expiresAt - wallClock
}
