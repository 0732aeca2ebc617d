'use client'

import type { ReactElement } from 'react'
import type { RecordedEvent } from './clientRecord.js'
import { toClock } from './toClock.js'

/** What the client told last. */
export function Events({ events }: { events: readonly RecordedEvent[] }): ReactElement {
  return (
    <section aria-labelledby="events">
      <h3 id="events">Events</h3>
      {events.length === 0 ? (
        <p className="empty">Nothing has happened yet.</p>
      ) : (
        <ol className="events">
          {events.map(({ id, time, type, detail }) => (
            <li key={id}>
              <span className="time">{toClock(time)}</span> <b>{type}</b> {detail}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
