'use client'

import type { ReactElement } from 'react'
import type { SharedState } from '../client/acceptances.js'
import type { ClientRecord } from './clientRecord.js'
import { Field } from './Field.js'
import { Section } from './Section.js'
import { shorten } from './shorten.js'
import { Table } from './Table.js'
import { toClock } from './toClock.js'

export type ConversationProps = { record: ClientRecord; conversation: SharedState['conversation'] }

/** The client's conversation, and the latest frames of its socket. No text of a message reaches the devtools. */
export function Conversation({ record, conversation }: ConversationProps): ReactElement {
  const { conversationStatus, sockets, frames } = record
  return (
    <Section title="Conversation">
      <dl className="fields">
        <Field term="Status">{conversationStatus ?? 'no change yet'}</Field>
        <Field term="Open at the service">{conversation ? <code>{shorten(conversation.id)}</code> : 'no'}</Field>
        <Field term="Unread">{conversation?.unreadCount}</Field>
        <Field term="Socket">{sockets > 0 ? 'open' : 'not open'}</Field>
      </dl>
      {frames.length > 0 && (
        <Table columns={['Time', 'Frame', 'Direction', 'Code']}>
          {frames.map(({ id, time, type, direction, code }) => (
            <tr key={id} data-failed={Number(code) >= 400 || undefined}>
              <td>{toClock(time)}</td>
              <th scope="row">
                <code>{type}</code>
              </th>
              <td>{direction}</td>
              <td>{code}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  )
}
