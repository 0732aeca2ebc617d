// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { createTimeline, type Timeline } from '../../src/conversation/createTimeline.js'
import type { ContentEvent } from '../../src/conversation/timelineEntry.js'

const dialogId = 'main'

const toEvent = (sequence: number, text: string, more: Partial<ContentEvent> = {}): ContentEvent => ({
  type: 'content',
  dialogId,
  sequence,
  senderId: 'agent-1',
  author: undefined,
  sentAt: 1000 + sequence,
  content: { type: 'text', text },
  quickReplies: [],
  isQuestion: false,
  ...more,
})

/** `7 text` is a text of the agent with its sequence, and `7 me: text` one of the visitor. */
function add(timeline: Timeline, line: string): void {
  const [, sequence = '', me, text = ''] = /^(\d+) (me: )?(.*)$/.exec(line) ?? []
  timeline.addContent(toEvent(Number(sequence), text), me ? 'visitor' : 'agent')
}

const toLines = (timeline: Timeline) =>
  timeline
    .getMessages()
    .map(
      ({ content, sequence, status, author }) =>
        `${sequence ?? '-'} ${author === 'visitor' ? `me: ` : ''}${content.type === 'text' ? content.text : ''} ${status}`,
    )

describe('events of the service', () => {
  test.each<[title: string, events: string[], messages: string[]]>([
    ['stay in their order', ['1 a', '3 b'], ['1 a delivered', '3 b delivered']],
    ['are sorted by their sequences', ['5 c', '1 a', '3 b'], ['1 a delivered', '3 b delivered', '5 c delivered']],
    ['count once', ['1 a', '1 a', '3 b', '1 a'], ['1 a delivered', '3 b delivered']],
    ['may begin with 0', ['0 a', '0 a'], ['0 a delivered']],
    ['of another tab are messages of the visitor', ['1 me: a', '3 b'], ['1 me: a sent', '3 b delivered']],
    ['with equal texts are different messages', ['1 me: a', '2 me: a'], ['1 me: a sent', '2 me: a sent']],
  ])('behavior: events %s', (_title, events, messages) => {
    const timeline = createTimeline()
    for (const event of events) add(timeline, event)
    expect(toLines(timeline)).toEqual(messages)
  })

  test('behavior: a sequence counts within its dialog', () => {
    const timeline = createTimeline()
    add(timeline, '1 a')
    timeline.addContent(toEvent(1, 'Are you content?', { dialogId: 'survey' }), 'bot')
    add(timeline, '2 b')
    expect(toLines(timeline)).toEqual(['1 a delivered', '2 b delivered', '1 Are you content? delivered'])
  })
})

describe('a message of this page', () => {
  /** `echo` and `response` confirm the text `a`, which was handed over above sequence 4. */
  test.each<[title: string, confirmations: ('echo' | 'response' | 'response without a sequence' | 'changed echo')[], messages: string[]]>([
    ['waits behind the others', [], ['4 x delivered', '- me: a pending']],
    ['takes its place by the response', ['response'], ['4 x delivered', '6 me: a sent']],
    ['takes its place by the echo', ['echo'], ['4 x delivered', '6 me: a sent']],
    ['is one message after response and echo', ['response', 'echo'], ['4 x delivered', '6 me: a sent']],
    ['is one message after echo and response', ['echo', 'response'], ['4 x delivered', '6 me: a sent']],
    ['is sent after a response without a sequence', ['response without a sequence'], ['4 x delivered', '- me: a sent']],
    ['takes its place by the echo after such a response', ['response without a sequence', 'echo'], ['4 x delivered', '6 me: a sent']],
    ['is one message if the service changed its text', ['changed echo', 'response'], ['4 x delivered', '6 me: a sent']],
  ])('behavior: a message %s', (_title, confirmations, messages) => {
    const timeline = createTimeline()
    add(timeline, '4 x')
    const own = timeline.addOwn('a')
    const { id } = own.message
    timeline.handOver(own, dialogId)
    for (const confirmation of confirmations) {
      if (confirmation === 'echo') add(timeline, '6 me: a')
      else if (confirmation === 'changed echo') add(timeline, '6 me: &a')
      else timeline.confirm(own, confirmation === 'response' ? 6 : undefined)
    }
    expect(toLines(timeline)).toEqual(messages)
    expect(timeline.getMessages().at(-1)?.id).toBe(id)
  })

  test.each<[title: string, event: string, isHandedOver: boolean]>([
    ['below the last known sequence', '3 me: a', true],
    ['of another text', '6 me: b', true],
    ['of the other side', '6 a', true],
    ['of a text that no socket has taken', '6 me: a', false],
  ])('behavior: an event %s is no echo', (_title, event, isHandedOver) => {
    const timeline = createTimeline()
    add(timeline, '4 x')
    add(timeline, '5 y')
    const own = timeline.addOwn('a')
    if (isHandedOver) timeline.handOver(own, dialogId)
    add(timeline, event)
    expect(own.message.status).toBe('pending')
  })

  test('behavior: an echo makes a refused message no sent one', () => {
    const timeline = createTimeline()
    const own = timeline.addOwn('a')
    timeline.handOver(own, dialogId)
    timeline.fail(own)
    add(timeline, '6 me: a')
    expect(toLines(timeline)).toEqual(['6 me: a sent', '- me: a failed'])
  })

  test("behavior: the first echo stays a message's place, though another tab sent that text", () => {
    const timeline = createTimeline()
    const own = timeline.addOwn('a')
    timeline.handOver(own, dialogId)
    add(timeline, '6 me: a')
    timeline.confirm(own, 7)
    add(timeline, '7 me: a')
    expect(toLines(timeline)).toEqual(['6 me: a sent', '7 me: a sent'])
  })

  test('behavior: equal texts take their places in their order', () => {
    const timeline = createTimeline()
    const [first, second] = [timeline.addOwn('a'), timeline.addOwn('a')]
    for (const own of [first, second]) timeline.handOver(own, dialogId)
    add(timeline, '0 me: a')
    expect([first.message.sequence, second.message.sequence]).toEqual([0, undefined])
    add(timeline, '3 me: a')
    expect(second.message.sequence).toBe(3)
  })

  test('behavior: a message has the time of the service once its echo is there', () => {
    const timeline = createTimeline()
    const own = timeline.addOwn('a')
    timeline.handOver(own, dialogId)
    timeline.confirm(own, 6)
    add(timeline, '6 me: a')
    expect(own.message.sentAt).toBe(1006)
  })

  test.each<[title: string, receipts: ('delivered' | 'read')[], status: string]>([
    ['delivered', ['delivered'], 'delivered'],
    ['read', ['delivered', 'read'], 'read'],
    ['read, also if that receipt comes first', ['read', 'delivered'], 'read'],
  ])('behavior: receipts make it %s', (_title, receipts, status) => {
    for (const order of ['before', 'after'] as const) {
      const timeline = createTimeline()
      const own = timeline.addOwn('a')
      timeline.handOver(own, dialogId)
      if (order === 'after') timeline.confirm(own, 0)
      for (const receipt of receipts) timeline.addReceipt(dialogId, receipt, [0])
      if (order === 'before') timeline.confirm(own, 0)
      expect(own.message.status, order).toBe(status)
    }
  })
})

describe('unread messages', () => {
  test('behavior: only messages of the other side above the read sequence count', () => {
    const timeline = createTimeline()
    timeline.setReadUpTo(dialogId, 2)
    for (const line of ['1 a', '2 b', '3 me: c', '4 d', '6 e']) add(timeline, line)
    expect(timeline.getUnreadCount()).toBe(2)
    expect(toLines(timeline)).toEqual(['1 a read', '2 b read', '3 me: c sent', '4 d delivered', '6 e delivered'])
  })

  test('behavior: reading a message reads those before it, each once', () => {
    const timeline = createTimeline()
    for (const line of ['1 a', '4 d', '6 e']) add(timeline, line)
    const read = (messageId?: string) =>
      timeline.markRead(messageId ? timeline.find(messageId) : undefined).map(({ message }) => message.sequence)
    expect(read('main:4')).toEqual([1, 4])
    expect(read('main:1')).toEqual([])
    expect(timeline.getUnreadCount()).toBe(1)
    expect(read()).toEqual([6])
  })

  test('behavior: a receipt of another page reads the messages here', () => {
    const timeline = createTimeline()
    for (const line of ['1 a', '4 d']) add(timeline, line)
    timeline.setReadUpTo(dialogId, 1)
    add(timeline, '0 late')
    expect(toLines(timeline)).toEqual(['0 late read', '1 a read', '4 d delivered'])
    expect(timeline.getUnreadCount()).toBe(1)
  })
})

describe('a long conversation', () => {
  test('behavior: unchanged messages stay the same objects, and an unchanged list the same array', () => {
    const timeline = createTimeline()
    for (const line of ['1 a', '2 b']) add(timeline, line)
    const before = timeline.getMessages()
    expect(timeline.getMessages()).toBe(before)
    add(timeline, '1 a')
    expect(timeline.getMessages()).toBe(before)
    add(timeline, '3 c')
    const after = timeline.getMessages()
    expect(after.slice(0, 2).every((message, index) => message === before[index])).toBe(true)
  })
})
