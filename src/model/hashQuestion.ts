import { hashText } from './hashText.js'
import { emptyQuestion, pickQuestion, type Question } from './question.js'
import { toQuestionText } from './toQuestionText.js'

/**
 * Returns a short text that is the same for equal questions and contains none of their data. Members that do not belong to a question have no
 * influence. The hash does not protect a question: anyone who guesses the question can check the guess.
 */
export function hashQuestion(question: Question, members: readonly string[]): string {
  const picked = pickQuestion(question, members)
  return picked === emptyQuestion ? emptyQuestionHash : hashText(toQuestionText(picked))
}

/** Computed once, because most buttons have an empty question, and each of their renders needs its hash. */
const emptyQuestionHash = hashText('{}')
