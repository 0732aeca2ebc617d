import type { Http } from '../http/http.js'
import type { Optional } from '../model/optional.js'
import { type ReadRequest, readChatSession } from '../superoffice/chatSession.js'
import type { ChatSession, ChatSessionChanges, ChatSessionEntityWithLinks } from '../superoffice/chatSessionEntity.js'
import { isSameMember } from '../superoffice/chatSessionPatch.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { toNames } from './assertMatches.js'
import { ConflictError } from './conflictError.js'

export type ReadWrittenRequest = ReadRequest & {
  /** The members that the caller has sent. */
  expected: ChatSessionChanges
  /** The members before the write; undefined if they are unknown. */
  before: Optional<ChatSession> | undefined
}

/** The texts that a customer gives, and that the service only normalises. */
const customerTexts = /^Customer(Alias|Name|Email|Phone|CompanyName)$/

/** The shortest length at which the service cuts a text, because its database limits the text. */
const minCutLength = 32

/**
 * Reads the session after a write with an empty answer of success, and returns it. The service may have normalised the values, and it owns many members.
 * So a session is a conflict only if no member of the caller shows the write. If the members before the write are unknown, only the customer's texts are
 * compared.
 * @throws ConflictError if the session does not show the write
 */
export async function readWritten(http: Http, { before, expected, ...request }: ReadWrittenRequest): Promise<ChatSessionEntityWithLinks> {
  const { id, select, signal } = request
  const actual = await readChatSession(http, { id, signal })
  if (!showsWrite(actual, expected, before)) throw new ConflictError({ status: 200, ours: expected, server: actual })
  return select?.length ? readChatSession(http, request) : actual
}

function showsWrite(actual: ChatSession, expected: ChatSessionChanges, before: Optional<ChatSession> | undefined): boolean {
  const names = toNames(expected)
  const isShown = (name: keyof ChatSessionChanges) =>
    isSameMember(name, actual[name], expected[name]) || isNormalised(actual[name], expected[name])
  if (!before) return names.filter((name) => customerTexts.test(name)).every(isShown)
  const changed = names.filter((name) => !isSameMember(name, before[name], expected[name]))
  return changed.length === 0 || changed.some((name) => isShown(name) || !isUnchanged(name, actual, before))
}

/** Returns whether the member is as before. In a conversation, each message changes the status, so such a change does not show a write. */
function isUnchanged(name: keyof ChatSessionChanges, actual: ChatSession, before: Optional<ChatSession>): boolean {
  if (name === 'Status') return toChatSessionPhase(actual.Status) === toChatSessionPhase(before.Status)
  return isSameMember(name, actual[name], before[name])
}

/** Returns whether both are the same text, apart from case, spaces, punctuation and a cut end. */
function isNormalised(actual: unknown, expected: unknown): boolean {
  const [stored, sent] = [toLetters(actual), toLetters(expected)]
  if (stored === undefined || sent === undefined) return false
  return stored === sent || (stored.length >= minCutLength && sent.startsWith(stored))
}

function toLetters(value: unknown): string | undefined {
  const text = value ?? ''
  return typeof text === 'string' ? text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') : undefined
}
