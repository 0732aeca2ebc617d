import { emptyQuestion, pickQuestion, type Question } from './question.js'
import { toQuestionText } from './toQuestionText.js'

/**
 * A short text that is the same for equal questions, and holds none of their data. It is no secret: who guesses a question can check the guess.
 * What else there is beside the question is none of it.
 */
export function hashQuestion(question: Question): string {
  const picked = pickQuestion(question)
  return picked === emptyQuestion ? emptyQuestionHash : hash(toQuestionText(picked))
}

// FNV-1a: keys are made while rendering, and Web Crypto is asynchronous.
function hash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return `${text.length}-${(hash >>> 0).toString(36)}`
}

/** Most buttons ask nothing in particular, and each render of each of them takes this. */
const emptyQuestionHash = hash('{}')
