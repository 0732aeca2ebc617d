import type { Question } from './question.js'
import { toQuestionText } from './toQuestionText.js'

/** A short text that is the same for equal questions, and holds none of their data. It is no secret: who guesses a question can check the guess. */
export function digest(question: Question): string {
  // FNV-1a: keys are made while rendering, and Web Crypto is asynchronous.
  const text = toQuestionText(question)
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return `${text.length}-${(hash >>> 0).toString(36)}`
}
