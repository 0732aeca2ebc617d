import type { Retry } from './clientRecord.js'
import { toOutcomeText } from './toOutcomeText.js'
import { toTimeLeft } from './toTimeLeft.js'

/** Formats the number of the next retry, the time until then, and the last outcome. A retry whose time has come is under way. */
export function toRetryText({ attempt, of, nextAttemptAt, outcome }: Retry, now: number, isOnline: boolean): string {
  const time = nextAttemptAt > now ? `in ${toTimeLeft(nextAttemptAt - now)}` : 'is under way'
  const when = isOnline ? time : 'when the network is back'
  return `retry ${attempt} of ${of} ${when} (last attempt: ${toOutcomeText(outcome)})`
}
