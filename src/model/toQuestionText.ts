import { isRecord } from '../http/readers.js'
import type { Question } from './question.js'

/** Returns the same text for equal questions, whatever the order of their members. */
export function toQuestionText(question: Question): string {
  return JSON.stringify(question, (_name, value) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort()) : value))
}
