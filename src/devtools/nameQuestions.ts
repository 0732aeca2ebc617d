import type { EngagementService } from '../model/engagementService.js'
import type { Question } from '../model/question.js'
import { toAnswerKey } from '../model/toAnswerKey.js'

/** Returns names of the questions, by their hashes. A name lists the question's places in the site, and counts the other members. */
export function nameQuestions(texts: Iterable<string>, service: EngagementService): Record<string, string> {
  const questions = [...texts].map((text) => JSON.parse(text) as Question)
  return Object.fromEntries(questions.map((question) => [toAnswerKey(question, service), toName(question)]))
}

/** The name of the empty question. */
export const noParameters = 'Question without parameters'

function toName(question: Question): string {
  const { consumerSections = [], entryPoints = [], engagementAttributes = [], identities = [], consumerId, ...others } = question
  // Only sections are named. Other entry points may be addresses or telephone numbers, which can be personal.
  const sections = entryPoints.flatMap((point) => /^sec:\/\/(.+)/.exec(point)?.[1] ?? [])
  const parts = [
    ...consumerSections,
    ...sections,
    toCount(entryPoints.length - sections.length, 'other place'),
    toCount(engagementAttributes.length, 'attribute'),
    toCount(identities.length + (consumerId ? 1 : 0), 'identity', 'identities'),
    ...Object.keys(others),
  ]
  return parts.filter(Boolean).join(' · ') || noParameters
}

function toCount(count: number, one: string, many = `${one}s`): string {
  return (count && `${count} ${count === 1 ? one : many}`) || ''
}
