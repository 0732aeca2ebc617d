'use client'

import type { ReactElement } from 'react'
import type { SentRequest } from './clientRecord.js'
import { Section } from './Section.js'
import { Table } from './Table.js'
import { toClock } from './toClock.js'
import { toOutcomeText } from './toOutcomeText.js'

/** The latest requests, without their addresses and contents. */
export function Requests({ requests }: { requests: readonly SentRequest[] }): ReactElement {
  return (
    <Section title="Requests" empty={requests.length === 0 && 'No request was sent yet.'}>
      <Table columns={['Time', 'Request', 'Outcome', 'Duration']}>
        {requests.map(({ id, kind, method, sentAt, duration, outcome }) => (
          <tr key={id} data-failed={typeof outcome === 'string' || Number(outcome) >= 400 || undefined}>
            <td>{toClock(sentAt)}</td>
            <th scope="row">
              {kind} <code>{method}</code>
            </th>
            <td>{toOutcomeText(outcome)}</td>
            <td>{duration === undefined ? '' : `${Math.round(duration)} ms`}</td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}
