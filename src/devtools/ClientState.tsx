'use client'

import type { ReactElement } from 'react'
import type { Retry } from './clientRecord.js'
import type { Circumstances } from './explainButton.js'
import { Field } from './Field.js'
import { Section } from './Section.js'
import { toRetryText } from './toRetryText.js'

export type ClientStateProps = { retries: readonly Retry[]; circumstances: Circumstances }

/** The state of the client that concerns all its requests. */
export function ClientState({ retries, circumstances }: ClientStateProps): ReactElement {
  const { hasConsent, isDenied, isOnline, now } = circumstances
  const consent = hasConsent ? 'granted' : isDenied ? 'denied' : 'required, not granted yet'
  return (
    <Section title="Client">
      <dl className="fields">
        <Field term="Consent">{consent}</Field>
        <Field term="Network">{isOnline ? 'online' : 'offline'}</Field>
        <Field term="Retry">
          {retries.length === 0 && 'none'}
          {retries.map((retry) => (
            <span key={retry.id} className="line">
              {retry.kind}: {toRetryText(retry, now, isOnline)}
            </span>
          ))}
        </Field>
      </dl>
    </Section>
  )
}
