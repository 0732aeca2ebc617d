import { isRecord, toNumber, toText } from '../http/readers.js'
import type { ConversationDetails, DialogDetails } from '../model/messagingService.js'
import { toAgents } from './toAgents.js'
import { toArray } from './toArray.js'
import { toChange } from './toChanges.js'
import { toEnumValue } from './toEnumValue.js'
import { toExpectedAnswer } from './toExpectedAnswer.js'

type Fields = Record<string, unknown>

const dialogTypes: Record<string, DialogDetails['type']> = { MAIN: 'main', POST_SURVEY: 'survey' }

const sides: Record<string, ConversationDetails['closedBy']> = { CONSUMER: 'visitor', AGENT: 'agent', SYSTEM: 'system', TIMEOUT: 'system' }

/** Reads a conversation of the stream of conversations. Returns undefined if it has no id. */
export function toConversationDetails(
  change: unknown,
  { visitorId, toLocalTime }: { visitorId: string; toLocalTime: (time: number) => number },
): ConversationDetails | undefined {
  if (!isRecord(change) || !isRecord(change.result)) return undefined
  const { result } = change
  const fields = isRecord(result.conversationDetails) ? result.conversationDetails : {}
  const id = toText(result.convId) ?? toText(fields.convId)
  if (id === undefined) return undefined
  const isDeleted = toEnumValue(change.type) === 'DELETE'
  const isOpen = !isDeleted && !isClosed(fields.stage ?? fields.state)
  const dialogs = toDialogs(id, fields)
  const isMainOpen = isOpen && dialogs.some(({ type, isOpen }) => type === 'main' && isOpen)
  const lastChange = toChange(result.lastContentEventNotification)
  const expected = toExpectedAnswer({ result, fields, lastChange, visitorId })
  return {
    id,
    isOpen,
    dialogs: isOpen ? dialogs : dialogs.map((dialog) => ({ ...dialog, isOpen: false })),
    agents: toAgents(fields),
    closedBy: isMainOpen ? undefined : toClosedBy(fields),
    expectedAnswerAt: isMainOpen && expected.answerAt !== undefined ? toLocalTime(expected.answerAt) : undefined,
    closedUntil: isMainOpen && expected.closedUntil !== undefined ? toLocalTime(expected.closedUntil) : undefined,
    updatedAt: toNumber(fields.metaDataLastUpdateTs) ?? toNumber(result.lastUpdateTime) ?? (isDeleted ? Number.MAX_SAFE_INTEGER : 0),
  }
}

/** The schema has `CLOSE`, and prose has `close`. */
function isClosed(state: unknown): boolean {
  return toEnumValue(state).startsWith('CLOSE')
}

/** Reads the dialogs with texts. Invitations to a call and dialogs of unknown types are none. Old servers list no dialogs. */
function toDialogs(conversationId: string, { dialogs, state }: Fields): DialogDetails[] {
  const list = toArray(dialogs)
    .filter(isRecord)
    .flatMap((dialog): DialogDetails[] => {
      const id = toText(dialog.dialogId)
      const type = dialogTypes[toEnumValue(dialog.dialogType) || (id === conversationId ? 'MAIN' : '')]
      const hasTexts = /^(MESSAGING)?$/.test(toEnumValue(dialog.channelType))
      return id !== undefined && type && hasTexts ? [{ id, type, isOpen: !isClosed(dialog.state ?? (type === 'main' && state)) }] : []
    })
  const hasMain = list.some(({ type }) => type === 'main')
  return hasMain ? list : [{ id: conversationId, type: 'main', isOpen: !isClosed(state) }, ...list]
}

function toClosedBy({ dialogs, closeReason }: Fields): ConversationDetails['closedBy'] {
  const main = toArray(dialogs)
    .filter(isRecord)
    .find(({ dialogType }) => toEnumValue(dialogType) === 'MAIN')
  return sides[toEnumValue(main?.closedBy)] ?? sides[toEnumValue(closeReason)]
}
