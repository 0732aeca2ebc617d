/** The moment at which this page received or first read an answer, in milliseconds, by both clocks. */
type Receipt = { wallClock: number; monotonic: number; isOwn: boolean }

const receipts = new WeakMap<object, Receipt>()

/** The time after which the session of any answer has ended, in milliseconds. */
const maxSessionAge = 6 * 60 * 60 * 1000

/** Records that an answer was received just now. */
export function markReceived(answer: object): void {
  addReceipt(answer, true)
}

/** True if this page requested the answer; false if the answer was hydrated from the server. */
export function wasReceivedHere(answer: object = {}): boolean {
  return receipts.get(answer)?.isOwn === true
}

/**
 * True if the offer has expired. A user can set the wall clock, and the monotonic clock may stop while the device sleeps. So the offer has expired
 * if either clock says so. A received offer has also expired if the wall clock shows a time before its receipt.
 *
 * The clock of a server made the `expiresAt` of a hydrated answer. A slow wall clock would show such an answer without end. So the answer holds at most
 * as long as a session, from its first read.
 */
export function isExpired(answer: { expiresAt?: number | undefined } | object | undefined): boolean {
  if (!answer || !('expiresAt' in answer) || answer.expiresAt === undefined) return false
  const { wallClock, monotonic, isOwn } = receipts.get(answer) ?? addReceipt(answer, false)
  const now = Date.now()
  const validity = Math.min(answer.expiresAt - wallClock, isOwn ? Infinity : maxSessionAge)
  return (isOwn && now < wallClock) || now >= answer.expiresAt || performance.now() - monotonic >= validity
}

/** True if the offer had already expired when this page first read it. Then the clock may be fast, and nobody has seen the offer here. */
export function wasExpiredOnReceipt(answer: { expiresAt?: number | undefined }): boolean {
  const receipt = receipts.get(answer)
  return receipt !== undefined && answer.expiresAt !== undefined && answer.expiresAt <= receipt.wallClock
}

function addReceipt(answer: object, isOwn: boolean): Receipt {
  const receipt = { wallClock: Date.now(), monotonic: performance.now(), isOwn }
  receipts.set(answer, receipt)
  return receipt
}
