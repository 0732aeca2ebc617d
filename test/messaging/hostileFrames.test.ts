// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHistory } from '../../src/messaging/createHistory.js'
import { createNotifications } from '../../src/messaging/createNotifications.js'
import { readFrame } from '../../src/messaging/readFrame.js'

const event = {
  type: 'ContentEvent',
  contentType: 'text/plain',
  message: 'hi',
  status: 'READ',
  sequenceList: [1],
  chatState: 'COMPOSING',
  quickReplies: { replies: [{ title: 'Yes', click: { actions: [{ type: 'publishText', text: 'yes' }], metadata: [{ type: 'Answer' }] } }] },
}
const change = {
  dialogId: 'd1',
  sequence: 1,
  originatorId: 'a1',
  originatorMetadata: { id: 'a1', role: 'AGENT' },
  serverTimestamp: 1,
  event,
  metadata: [{ type: 'Question' }],
}
const conversation = {
  type: 'UPSERT',
  result: {
    convId: 'c1',
    effectiveTTR: 1,
    lastContentEventNotification: change,
    conversationDetails: {
      stage: 'OPEN',
      participants: [{ id: 'a1', role: 'AGENT' }],
      dialogs: [{ dialogId: 'd1', dialogType: 'MAIN', channelType: 'MESSAGING', state: 'OPEN' }],
      delay: { tillWhen: 1 },
      ttr: { value: 1 },
    },
  },
}
const notifications = [
  { type: 'ms.MessagingEventNotification', body: { changes: [change] } },
  {
    type: 'ms.MessagingEventNotification',
    body: { changes: [{ ...change, event: { ...event, type: 'RichContentEvent', content: event.quickReplies } }] },
  },
  { type: 'ms.MessagingEventNotification', body: { changes: [{ ...change, event: { ...event, type: 'AcceptStatusEvent' } }] } },
  { type: 'cqm.ExConversationChangeNotification', body: { changes: [conversation] } },
]

/** Replaces one of the values of a tree. The number says which. */
function replace(tree: unknown, index: number, value: unknown): unknown {
  let count = 0
  const visit = (node: unknown): unknown => {
    if (count++ === index) return value
    if (Array.isArray(node)) return node.map(visit)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, visit(member)]))
  }
  return visit(tree)
}

/** Reads a notification, and returns the events as the JSON that they are. */
function read(notification: unknown): string {
  const events: unknown[] = []
  const { receive } = createNotifications({
    visitorId: 'visitor',
    history: createHistory(),
    onEvent: (event) => events.push(event),
    toLocalTime: (time) => time,
  })
  const frame = readFrame(JSON.stringify(notification))
  if (frame) receive(frame)
  return JSON.stringify(events)
}

const values = fc.oneof(fc.jsonValue(), fc.constantFrom('', '__proto__', 'constructor', 'toString', -1, 1e308, [[]], [null], {}))

describe('a hostile service', () => {
  test('behavior: a notification with wrong values never throws', () => {
    const frames = fc.tuple(fc.constantFrom(...notifications), fc.array(fc.tuple(fc.nat(60), values), { minLength: 1, maxLength: 4 }))
    fc.assert(
      fc.property(frames, ([notification, changes]) => {
        const changed = changes.reduce<unknown>((tree, [index, value]) => replace(tree, index + 1, value), notification)
        expect(read(changed)).toMatch(/^\[.*\]$/)
      }),
      { numRuns: 2000 },
    )
  })

  test('behavior: names of the prototype are roles, types and states of no meaning', () => {
    const strange = JSON.stringify(notifications).replaceAll(/"(AGENT|MAIN|READ|CONSUMER)"/g, '"constructor"')
    for (const notification of JSON.parse(strange)) {
      expect(read(notification)).not.toMatch(/function|"author":{|"role"|"type":"receipt"/)
    }
  })

  test('behavior: text that is no JSON object is no frame', () => {
    fc.assert(fc.property(fc.string(), (text) => readFrame(text) === undefined || text.includes('{')))
  })
})
