'use client'

import type { ReactElement } from 'react'
import { isExpired } from '../browser/expiry.js'
import type { EngagementService } from '../model/engagementService.js'
import { toAnswerKey } from '../model/toAnswerKey.js'
import { type Circumstances, explainButton } from './explainButton.js'
import { Field } from './Field.js'
import { noParameters } from './nameQuestions.js'
import { Section } from './Section.js'
import { shorten } from './shorten.js'
import { toTimeLeft } from './toTimeLeft.js'
import type { Question } from './useQuestions.js'

const visibilityLabels = { shown: 'Shown', disabled: 'Disabled', hidden: 'Hidden', absent: 'Not rendered' }

export type QuestionsProps = {
  service: EngagementService
  questions: Question[]
  names: Record<string, string>
  circumstances: Circumstances
}

/** The questions of the page's buttons and hooks, with the visibility of their buttons and its reason. */
export function Questions({ service, questions, names, circumstances }: QuestionsProps): ReactElement {
  const toName = (key: string) => names[key] ?? (key === toAnswerKey({}, service) ? noParameters : key)
  return (
    <Section
      title="Buttons"
      empty={questions.length === 0 && 'No button or hook on this page has a question. A button with the prop engagement needs none.'}
    >
      <ul className="cards">
        {questions.map((question) => (
          <Card key={question.queryHash} name={toName(String(question.queryKey[3]))} question={question} circumstances={circumstances} />
        ))}
      </ul>
    </Section>
  )
}

function Card({ name, question, circumstances }: { name: string; question: Question; circumstances: Circumstances }): ReactElement {
  const { data, error, fetchStatus } = question.state
  const isFetching = fetchStatus === 'fetching'
  const isObserved = question.isActive() || (question.getObserversCount() > 0 && 'disabled')
  const { visibility, tone, reason, hint } = explainButton({ data, error, isFetching, isObserved }, circumstances)
  const offer = data && data.status !== 'unavailable' ? data : undefined
  const expiresAt = data && 'expiresAt' in data ? data.expiresAt : undefined
  return (
    <li className="card" data-tone={tone}>
      <h4>
        {name} <span className="pill">{visibilityLabels[visibility]}</span>
      </h4>
      <p>{reason}</p>
      {hint && <p className="hint">{hint}</p>}
      {offer && (
        <dl className="fields">
          <Field term="Engagement">{offer.engagementId}</Field>
          <Field term="Campaign">{offer.campaignId}</Field>
          <Field term="Skill">{offer.skillName}</Field>
          <Field term="Language">{offer.language}</Field>
          <Field term="Conversation">{'conversationId' in offer ? shorten(offer.conversationId) : undefined}</Field>
          <Field term="Time left">{expiresAt && (isExpired(data) ? 'expired' : toTimeLeft(expiresAt - circumstances.now))}</Field>
        </dl>
      )}
    </li>
  )
}
