'use client'

import { type ReactElement, useState } from 'react'
import type { SessionIdentity } from '../session/sessionIdentity.js'
import { Field } from './Field.js'
import { Section } from './Section.js'
import { shorten } from './shorten.js'

/** The visitor's ids. The panel shortens ids, so that a screenshot reveals nobody. A button copies the whole id. */
export function Visitor({ visitorId, sessionId, pageId }: SessionIdentity): ReactElement {
  const [copyStatus, setCopyStatus] = useState('')

  async function copy(name: string, id: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(id)
      setCopyStatus(`The ${name} id is copied.`)
    } catch {
      setCopyStatus(`The browser refused to copy the ${name} id.`)
    }
  }

  return (
    <Section title="Identity">
      <dl className="fields">
        <Field term="Visitor">
          <Id name="visitor" id={visitorId} onCopy={copy} />
        </Field>
        <Field term="Session">
          <Id name="session" id={sessionId} onCopy={copy} />
        </Field>
        <Field term="Page view">
          <Id name="page" id={pageId} onCopy={copy} />
        </Field>
      </dl>
      <p className="hint" role="status">
        {copyStatus}
      </p>
    </Section>
  )
}

type IdProps = { name: string; id: string | undefined; onCopy: (name: string, id: string) => void }

function Id({ name, id, onCopy }: IdProps): ReactElement {
  if (!id) return <span className="empty">none yet</span>
  return (
    <>
      <code>{shorten(id)}</code>
      {'clipboard' in navigator && (
        <button type="button" aria-label={`Copy the ${name} id`} onClick={() => onCopy(name, id)}>
          Copy
        </button>
      )}
    </>
  )
}
