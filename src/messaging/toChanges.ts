import { isRecord, toNumber, toText } from '../http/readers.js'
import { toArray } from './toArray.js'
import { toEnumValue } from './toEnumValue.js'

/** A change of a dialog, as a notification has it. */
export type Change = {
  dialogId: string
  /** Some changes have no number, such as the start of typing. */
  sequence: number | undefined
  senderId: string
  /** The role of the sender in upper case, or an empty text. */
  role: string
  /** In milliseconds since the epoch, by the service's clock. */
  sentAt: number | undefined
  event: Record<string, unknown>
  metadata: readonly unknown[]
  /** False for a change that visitors may not see. */
  isVisible: boolean
}

/** Reads the changes of a notification. An older notification is one change itself. */
export function toChanges(body: unknown): Change[] {
  const changes = isRecord(body) && body.changes !== undefined ? body.changes : body
  return toArray(changes).flatMap((change) => toChange(change) ?? [])
}

/** Reads one change. Documents name its sender in two ways. */
export function toChange(change: unknown): Change | undefined {
  if (!isRecord(change) || !isRecord(change.event)) return undefined
  const dialogId = toText(change.dialogId) ?? toText(change.conversationId)
  if (dialogId === undefined) return undefined
  const sender = isRecord(change.originatorMetadata) ? change.originatorMetadata : {}
  return {
    dialogId,
    sequence: toSequence(change.sequence),
    senderId: toText(change.originatorId) ?? toText(change.originatorPId) ?? toText(sender.id) ?? '',
    role: toEnumValue(sender.role),
    sentAt: toNumber(change.serverTimestamp),
    event: change.event,
    metadata: toArray(change.metadata),
    isVisible: (change.messageAudience ?? '') === '' || toEnumValue(change.messageAudience) === 'ALL',
  }
}

/** Reads the number of a change in its dialog. */
export function toSequence(value: unknown): number | undefined {
  const sequence = toNumber(value)
  return sequence !== undefined && Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : undefined
}
