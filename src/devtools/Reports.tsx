'use client'

import type { ReactElement } from 'react'
import type { ClientRecord } from './clientRecord.js'
import { Section } from './Section.js'
import { Table } from './Table.js'

/** The number of impressions by type and state. */
export function Reports({ reports }: { reports: ClientRecord['reports'] }): ReactElement {
  const counts = Object.entries(reports)
  return (
    <Section title="Impressions" empty={counts.length === 0 && 'No impression was reported yet.'}>
      <Table columns={['Type', 'Queued', 'Sent', 'Dropped']}>
        {counts.map(([type, { queued, sent, dropped, reasons }]) => (
          <tr key={type}>
            <th scope="row">{type}</th>
            <td>{queued}</td>
            <td>{sent}</td>
            <td>
              {dropped} {reasons.join(', ')}
            </td>
          </tr>
        ))}
      </Table>
    </Section>
  )
}
