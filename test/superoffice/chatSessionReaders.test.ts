// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { isAgentTyping, toChatSessionDate, toChatSessionPhase } from '../../src/index.js'

describe('toChatSessionDate', () => {
  test.each([
    ['2020-02-18T02:30:52.3661722+01:00', '2020-02-18T01:30:52.366Z'],
    ['2020-02-18T02:30:52+01:00', '2020-02-18T01:30:52.000Z'],
    ['2018-12-24T12:34:45-0500', '2018-12-24T17:34:45.000Z'],
    ['2018-12-24T12:34:45.5Z', '2018-12-24T12:34:45.500Z'],
    ['9998-12-31T23:59:59Z', '9998-12-31T23:59:59.000Z'],
  ])('default: %s is the moment %s', (text, moment) => {
    expect(toChatSessionDate(text)?.toISOString()).toBe(moment)
  })

  test.each([
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '0001-01-01T01:00:00+01:00',
    '0000-12-31T23:06:32.000Z',
    '9999-12-31T23:59:59Z',
    '2018-12-24T12:34:45',
    '2018-13-45T12:34:45Z',
    'yesterday',
    '',
    null,
    undefined,
  ])('behavior: %s is no moment', (text) => {
    expect(toChatSessionDate(text)).toBeUndefined()
  })
})

describe('isAgentTyping', () => {
  test.each(['UserIsTyping', 'CustomerIsTyping, UserIsTyping', 'useristyping', 1, '1'])(
    'default: the agent types with the flags %s',
    (flags) => {
      expect(isAgentTyping(flags)).toBe(true)
    },
  )

  test.each(['CustomerIsTyping', '', null, undefined, 0, '0', 2, 3, {}])('behavior: the flags %s do not say who types', (flags) => {
    expect(isAgentTyping(flags)).toBeUndefined()
  })
})

describe('toChatSessionPhase', () => {
  test.each([
    ['Invalid', 'unknown'],
    ['PreChatForm', 'starting'],
    ['Faq', 'starting'],
    ['OfflineForm', 'offline'],
    ['InQueue', 'waiting'],
    ['CustomerLast', 'conversation'],
    ['UserLast', 'conversation'],
    ['Finished', 'finished'],
    ['Deleted', 'over'],
    ['Closed', 'over'],
    ['RequestPosted', 'over'],
    ['ClosedFromQueue', 'over'],
    ['Escalated', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unknown'],
  ])('default: the status %s has the phase %s', (status, phase) => {
    expect(toChatSessionPhase(status)).toBe(phase)
  })
})
