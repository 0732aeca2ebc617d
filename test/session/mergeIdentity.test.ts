// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { type IdentityHistory, type MergedIdentity, mergeIdentity, type StoredIds } from '../../src/session/mergeIdentity.js'
import { emptyIdentity, type SessionIdentity } from '../../src/session/sessionIdentity.js'

type Row = [title: string, current: SessionIdentity, stored: StoredIds, history: Partial<IdentityHistory>, merged: Partial<MergedIdentity>]

const toIdentity = (visitorId?: string, sessionId?: string, pageId?: string): SessionIdentity => ({ visitorId, sessionId, pageId })

const stored = { visitorId: 'v', sessionId: 's' }
const own = toIdentity('v', 's', 'p')

/** The members of the result that a row does not name. */
const unchanged = { isStored: false, visitorChanged: false, isCleared: false }

const rows: Row[] = [
  // The tab knows nobody.
  ['an empty storage changes nothing', emptyIdentity, {}, {}, { next: emptyIdentity }],
  ['a tab without a visitor adopts the stored ids', emptyIdentity, stored, {}, { next: toIdentity('v', 's'), isStored: true }],
  ['a session without its visitor is ignored', emptyIdentity, { sessionId: 's' }, {}, { next: emptyIdentity }],
  // The tab has stored its visitor.
  ['a tab keeps its page view in the stored session', own, stored, { isStored: true }, { next: own, isStored: true }],
  [
    'another session of the visitor has no page view yet',
    own,
    { visitorId: 'v', sessionId: 't' },
    { isStored: true },
    { next: toIdentity('v', 't'), isStored: true },
  ],
  ['a visitor who disappears from the storage is gone', own, {}, { isStored: true }, { next: emptyIdentity, visitorChanged: true }],
  [
    'another stored visitor replaces the visitor',
    own,
    { visitorId: 'w', sessionId: 't' },
    { isStored: true },
    { next: toIdentity('w', 't'), isStored: true, visitorChanged: true },
  ],
  // The site named the visitor, and nothing is stored yet.
  ["the stored session completes the site's visitor", toIdentity('v'), stored, {}, { next: toIdentity('v', 's'), isStored: true }],
  ["the stored session of another visitor is ignored beside the site's visitor", toIdentity('w'), stored, {}, { next: toIdentity('w') }],
  ["the site's session wins over the stored session", toIdentity('v', 't'), stored, {}, { next: toIdentity('v', 't') }],
  // The tab has ended a session.
  ['a ended session is ignored', emptyIdentity, stored, { endedSessions: new Set('s') }, { next: emptyIdentity, isCleared: true }],
  [
    'a stored visitor without a session is adopted after a ended session',
    emptyIdentity,
    { visitorId: 'v' },
    { endedSessions: new Set('s') },
    { next: toIdentity('v'), isStored: true },
  ],
  [
    'a stored visitor without a session is adopted before any session had ended',
    emptyIdentity,
    { visitorId: 'v' },
    {},
    { next: toIdentity('v'), isStored: true },
  ],
]

describe('mergeIdentity', () => {
  test.each(rows)('behavior: %s', (_title, current, stored, history, merged) => {
    const result = mergeIdentity(current, stored, { isStored: false, endedSessions: new Set(), ...history })
    expect(result).toEqual({ ...unchanged, ...merged })
  })

  test('behavior: the ids stay the same object if the storage changes none of them', () => {
    expect(mergeIdentity(own, stored, { isStored: true, endedSessions: new Set() }).next).toBe(own)
    expect(mergeIdentity(own, {}, { isStored: false, endedSessions: new Set() }).next).toBe(own)
  })
})
