import type { EngagementService } from './engagementService.js'
import { hashText } from './hashText.js'
import { emptyQuestion, pickQuestion, type Question } from './question.js'
import { toQuestionText } from './toQuestionText.js'

/**
 * Returns a short text that is the same for equal questions to equal services, and contains none of their data. Members that do not belong to a
 * question have no influence. The hash does not protect a question: anyone who guesses the question can check the guess.
 */
export function hashQuestion(
  question: Question,
  { questionMembers, variant = '' }: Pick<EngagementService, 'questionMembers' | 'variant'>,
): string {
  const picked = pickQuestion(question, questionMembers)
  return (picked === emptyQuestion ? emptyQuestionHash : hashText(toQuestionText(picked))) + variant
}

/** Computed once, because most buttons have an empty question, and each of their renders needs its hash. */
const emptyQuestionHash = hashText('{}')
