import type { Retry } from './clientRecord.js'
import { toOutcomeText } from './toOutcomeText.js'
import { toTimeLeft } from './toTimeLeft.js'

/** Formats the number of the next retry, the time until then, and the last outcome. */
export function toRetryText({ attempt, of, nextAttemptAt, outcome }: Retry, now: number, isOnline: boolean): string {
  const when = isOnline ? `in ${toTimeLeft(nextAttemptAt - now)}` : 'when the network is back'
  return `retry ${attempt} of ${of} ${when} (last attempt: ${toOutcomeText(outcome)})`
}
