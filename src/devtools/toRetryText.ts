import type { Retry } from './clientRecord.js'
import { toOutcomeText } from './toOutcomeText.js'
import { toTimeLeft } from './toTimeLeft.js'

/** Which retry comes, when, and after what. */
export function toRetryText({ attempt, of, nextAttemptAt, outcome }: Retry, now: number, isOnline: boolean): string {
  const when = isOnline ? `in ${toTimeLeft(nextAttemptAt - now)}` : 'once there is a network'
  return `retry ${attempt} of ${of} ${when} (last: ${toOutcomeText(outcome)})`
}
