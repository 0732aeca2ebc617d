import { isRecord } from '../http/readers.js'
import type { Question } from './question.js'

/** The same text for equal questions, however they are written. */
export function toQuestionText(question: Question): string {
  return JSON.stringify(question, (_name, value) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort()) : value))
}
