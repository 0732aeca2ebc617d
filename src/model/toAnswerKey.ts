import type { EngagementService } from './engagementService.js'
import { hashQuestion } from './hashQuestion.js'
import type { Question } from './question.js'

/** Returns the key of an answer in a cache. It hashes the question, and the service's options that decide the answer. */
export function toAnswerKey(question: Question, { questionMembers, variant = '' }: EngagementService): string {
  return hashQuestion(question, questionMembers) + variant
}
