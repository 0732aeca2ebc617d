import type { Optional } from '../model/optional.js'
import type { ChatSession, ChatSessionChanges } from '../superoffice/chatSessionEntity.js'
import { matches } from '../superoffice/chatSessionPatch.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { ConflictError } from './conflictError.js'

/**
 * Runs a write that is based on `before`. In a conversation, each message flips the status between `CustomerLast` and `UserLast`. If such a flip is
 * the whole conflict, the write runs again, based on the session of the conflict.
 */
export async function retryOnStatusFlip<type>(
  before: Optional<ChatSession>,
  expected: ChatSessionChanges,
  write: (before: Optional<ChatSession>) => Promise<type>,
): Promise<type> {
  try {
    return await write(before)
  } catch (error) {
    const actual = error instanceof ConflictError ? error.server : undefined
    if (!actual || !onlyStatusFlipped(before, actual, expected)) throw error
    return retryOnStatusFlip(actual, expected, write)
  }
}

function onlyStatusFlipped(before: Optional<ChatSession>, actual: ChatSession, expected: ChatSessionChanges): boolean {
  const phases = [before, actual].map(({ Status }) => toChatSessionPhase(Status))
  const otherMembers = Object.keys(expected).filter((name) => name !== 'Status') as (keyof ChatSessionChanges)[]
  return (
    before.Status !== actual.Status &&
    phases.every((phase) => phase === 'conversation') &&
    otherMembers.every((name) => matches(actual[name], before[name]))
  )
}
