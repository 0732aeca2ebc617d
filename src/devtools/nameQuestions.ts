import { hashQuestion } from '../model/hashQuestion.js'
import type { Question } from '../model/question.js'

/** What the questions may be called, by their digests: the places in the site that they are asked from, and how much else is in them. */
export function nameQuestions(texts: Iterable<string>): Record<string, string> {
  const questions = [...texts].map((text) => JSON.parse(text) as Question)
  return Object.fromEntries(questions.map((question) => [hashQuestion(question), toName(question)]))
}

/** What no parameters are called. */
export const noParameters = 'Asked without parameters'

function toName({ consumerSections = [], entryPoints = [], engagementAttributes = [], identities = [], consumerId }: Question): string {
  // An entry point may be an address with anything in it, or a telephone number.
  const sections = entryPoints.flatMap((point) => /^sec:\/\/(.+)/.exec(point)?.[1] ?? [])
  const parts = [
    ...consumerSections,
    ...sections,
    toCount(entryPoints.length - sections.length, 'other place'),
    toCount(engagementAttributes.length, 'attribute'),
    toCount(identities.length + (consumerId ? 1 : 0), 'identity', 'identities'),
  ]
  return parts.filter(Boolean).join(' · ') || noParameters
}

function toCount(count: number, one: string, many = `${one}s`): string {
  return (count && `${count} ${count === 1 ? one : many}`) || ''
}
