'use client'

import type { ReactElement } from 'react'
import type { ClientRecord } from './clientRecord.js'

/** What became of the impressions, by their types. */
export function Reports({ reports }: { reports: ClientRecord['reports'] }): ReactElement {
  const counts = Object.entries(reports)
  return (
    <section aria-labelledby="outbox">
      <h3 id="outbox">Outbox</h3>
      {counts.length === 0 ? (
        <p className="empty">No impression was reported yet.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Impression</th>
              <th scope="col">Queued</th>
              <th scope="col">Sent</th>
              <th scope="col">Dropped</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      )}
    </section>
  )
}
