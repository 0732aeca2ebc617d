import { isRecord, toNumber } from '../http/readers.js'
import type { Change } from './toChanges.js'

type Fields = Record<string, unknown>

/** Times in milliseconds since the epoch, by the service's clock. */
export type ExpectedAnswer = { answerAt: number | undefined; closedUntil: number | undefined }

/**
 * Reads when an answer is expected. The agent's promise comes first, then the service's own time, then the conversation's class of urgency. The class
 * counts from the visitor's last text, or from the opening of the contact centre.
 */
export function toExpectedAnswer({
  result,
  fields,
  lastChange,
  visitorId,
}: {
  result: Fields
  fields: Fields
  lastChange: Change | undefined
  visitorId: string
}): ExpectedAnswer {
  const closedUntil = isRecord(fields.delay) ? toTime(fields.delay.tillWhen) : undefined
  const promisedAt = toTime(fields.manualETTR) ?? toTime(result.manualETTR)
  if (promisedAt !== undefined) return { answerAt: promisedAt, closedUntil }
  // The service's own time is -1 if no answer is due.
  if (toNumber(result.effectiveTTR) !== undefined) return { answerAt: toTime(result.effectiveTTR), closedUntil }
  const seconds = isRecord(fields.ttr) ? toTime(fields.ttr.value) : undefined
  const isVisitors = lastChange?.role === 'CONSUMER' || lastChange?.senderId === visitorId
  if (!isVisitors || lastChange.sentAt === undefined || seconds === undefined) return { answerAt: undefined, closedUntil }
  return { answerAt: Math.max(lastChange.sentAt, closedUntil ?? 0) + seconds * 1000, closedUntil }
}

/** Reads a time. 0 and -1 mean that there is none. */
function toTime(value: unknown): number | undefined {
  const time = toNumber(value)
  return time !== undefined && time > 0 ? time : undefined
}
