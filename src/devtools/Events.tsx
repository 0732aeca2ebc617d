'use client'

import type { ReactElement } from 'react'
import type { RecordedEvent } from './clientRecord.js'
import { Section } from './Section.js'
import { toClock } from './toClock.js'

/** The client's latest events. */
export function Events({ events }: { events: readonly RecordedEvent[] }): ReactElement {
  return (
    <Section title="Events" empty={events.length === 0 && 'No event has occurred yet.'}>
      <ol className="events">
        {events.map(({ id, time, type, detail }) => (
          <li key={id}>
            <span className="time">{toClock(time)}</span> <b>{type}</b> {detail}
          </li>
        ))}
      </ol>
    </Section>
  )
}
