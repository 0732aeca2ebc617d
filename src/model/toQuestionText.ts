import { isRecord } from '../http/readers.js'
import { withoutNull } from '../http/withoutNull.js'
import type { Question } from './question.js'

/** The text of each question that JSON cannot write. Its request rejects with a ConfigurationError. */
export const unwritableQuestion = 'unwritable'

/**
 * Returns the same text for equal questions, whatever the order of their members. Never throws, because a render calls this function. The text has what
 * a request sends.
 */
export function toQuestionText(question: Question): string {
  try {
    return JSON.stringify(question, (name, value) => {
      const written = withoutNull(name, value)
      return isRecord(written) ? Object.fromEntries(Object.entries(written).sort(byName)) : written
    })
  } catch {
    return unwritableQuestion
  }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
