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
  // A retry whose time has come waits for the network, or was abandoned.
  const upcoming = retries.filter(({ nextAttemptAt }) => !isOnline || nextAttemptAt > now)
  return (
    <Section title="Client">
      <dl className="fields">
        <Field term="Consent">{consent}</Field>
        <Field term="Network">{isOnline ? 'online' : 'offline'}</Field>
        <Field term="Retry">
          {upcoming.length === 0 && 'none'}
          {upcoming.map((retry) => (
            <span key={retry.id} className="line">
              {retry.kind}: {toRetryText(retry, now, isOnline)}
            </span>
          ))}
        </Field>
      </dl>
    </Section>
  )
}
