'use client'

import { type FormEvent, type ReactElement, useId, useState } from 'react'
import type { QuickReply, SurveyQuestion } from '../model/conversation.js'
import type { Chat } from './chat.js'

/** The props of the survey after the conversation. */
export type ChatSurveyProps = {
  /** The parts' shared values. */
  chat: Chat
  /** The question that waits for an answer. The list of messages shows its text. */
  question: SurveyQuestion
}

export function ChatSurvey({ chat: { conversation, labels, language }, question: { text, replies } }: ChatSurveyProps): ReactElement {
  const id = useId()
  const [answer, setAnswer] = useState('')
  const [step, setStep] = useState<'asked' | 'sending' | 'failed'>('asked')
  const send = (reply: QuickReply | string) => {
    if (step === 'sending') return
    setStep('sending')
    conversation.answerSurvey(reply).catch(() => setStep('failed'))
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (answer.trim()) send(answer)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend would repeat the question that the list shows.
    <div data-chat-survey="" role="group" aria-label={text} aria-busy={step === 'sending' || undefined}>
      {replies.map((reply, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the replies of a question never move.
        <button key={index} type="button" data-chat-control="reply" lang={language} onClick={() => send(reply)}>
          <bdi>{reply.title}</bdi>
        </button>
      ))}
      {replies.length === 0 && (
        <form data-chat-composer="" onSubmit={onSubmit}>
          <label data-chat-hidden="" htmlFor={id}>
            {labels.answer}
          </label>
          <textarea
            id={id}
            data-chat-field=""
            rows={2}
            placeholder={labels.answer}
            value={answer}
            onChange={({ currentTarget }) => setAnswer(currentTarget.value)}
          />
          <button type="submit" data-chat-control="main">
            {labels.send}
          </button>
        </form>
      )}
      {step === 'failed' && (
        <p data-chat-error="" role="alert">
          {labels.failed}
        </p>
      )}
    </div>
  )
}
