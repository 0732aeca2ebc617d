import { emptyQuestion, pickQuestion, type Question } from './question.js'
import { toQuestionText } from './toQuestionText.js'

/**
 * Returns a short text that is the same for equal questions and contains none of their data. Members that do not belong to a question have no
 * influence. The hash does not protect a question: anyone who guesses the question can check the guess.
 */
export function hashQuestion(question: Question, members: readonly string[]): string {
  const picked = pickQuestion(question, members)
  return picked === emptyQuestion ? emptyQuestionHash : hash(toQuestionText(picked))
}

// FNV-1a is synchronous, unlike Web Crypto, and a render needs the key at once.
function hash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return `${text.length}-${(hash >>> 0).toString(36)}`
}

/** Computed once, because most buttons have an empty question, and each of their renders needs its hash. */
const emptyQuestionHash = hash('{}')
