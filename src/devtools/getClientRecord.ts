import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EngagementClient } from '../client/engagementClient.js'
import { type ClientRecord, recordLimit } from './clientRecord.js'
import { countReport } from './countReport.js'
import { nameQuestions } from './nameQuestions.js'
import { toEventDetail } from './toEventDetail.js'
import { watchConversation } from './watchConversation.js'
import { watchRequests } from './watchRequests.js'

const records = new WeakMap<EngagementClient, StoreApi<ClientRecord>>()

/** Returns the record of a client. The record begins with the first call, and has the lifetime of the client. */
export function getClientRecord(client: EngagementClient): StoreApi<ClientRecord> {
  const record = records.get(client) ?? createRecord(client)
  records.set(client, record)
  return record
}

function createRecord(client: EngagementClient): StoreApi<ClientRecord> {
  const store = createStore<ClientRecord>(() => ({
    events: [],
    requests: [],
    retries: [],
    reports: {},
    names: {},
    isDenied: false,
    conversationStatus: undefined,
    sockets: 0,
    frames: [],
  }))
  let count = 0
  watchRequests(client, store)
  watchConversation(client, store)
  client.subscribe((event) => {
    const { events, reports, names, isDenied, conversationStatus } = store.getState()
    const recorded = { id: count++, time: Date.now(), type: event.type, detail: toEventDetail(event) }
    store.setState({
      events: [recorded, ...events].slice(0, recordLimit),
      reports: countReport(reports, event),
      // The client has the text of a question only while its request is in flight. Later, the hash alone remains.
      names: event.type === 'asked' ? { ...names, ...nameQuestions(client.core.inFlight.keys(), client.service) } : names,
      isDenied: event.type === 'consent' ? event.consent === 'denied' : isDenied,
      conversationStatus: event.type === 'conversation' ? event.status : conversationStatus,
    })
  })
  return store
}
