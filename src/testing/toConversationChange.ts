import { choices } from './messagingChoices.js'
import { isContent } from './messagingConversations.js'
import type { StoredConversation } from './messagingState.js'
import type { ResolvedVariants } from './messagingVariants.js'
import { toMessageChange } from './toMessageChange.js'
import { isMembers } from './validate.js'

/** Returns a conversation as a change of `cqm.ExConversationChangeNotification`. */
export function toConversationChange(conversation: StoredConversation, variants: ResolvedVariants): Record<string, unknown> {
  const { record, events, updatedAt, answerDueAt } = conversation
  const last = events.filter(({ event, isHidden }) => isContent(event) && !isHidden).at(-1)
  return {
    type: 'UPSERT',
    result: {
      convId: record.id,
      effectiveTTR: answerDueAt ?? -1,
      lastUpdateTime: updatedAt,
      numberOfunreadMessages: { [record.consumerId]: countUnread(conversation) },
      ...(last && { lastContentEventNotification: toMessageChange(conversation, last, variants, false) }),
      conversationDetails: toDetails(conversation, variants),
    },
  }
}

function toDetails(conversation: StoredConversation, variants: ResolvedVariants): Record<string, unknown> {
  const { record, startedAt, endedAt, updatedAt, delay, promisedAt } = conversation
  const { request, dialogs, closedBy } = record
  const main = dialogs.find(({ type }) => type === 'MAIN')
  const toState = (state: string | undefined) => (variants.stateCase === 'lower' ? state?.toLowerCase() : state)
  const context = isMembers(request.conversationContext) ? request.conversationContext : undefined
  return {
    ...toParticipants(conversation, variants),
    dialogs: dialogs.map((dialog) => ({
      ...toDialog(conversation, dialog, variants),
      state: toState(dialog.state),
    })),
    state: toState(variants.stage === 'present' ? main?.state : record.state),
    ...(variants.stage === 'present' && { stage: toState(record.state) }),
    ...(closedBy && { closeReason: closedBy }),
    startTs: startedAt,
    ...(endedAt !== undefined && { endTs: endedAt }),
    metaDataLastUpdateTs: updatedAt,
    ttr: { ttrType: choices.answerTime.ttrType, value: choices.answerTime.seconds },
    ...(delay && { delay }),
    ...(promisedAt !== undefined && { manualETTR: promisedAt }),
    ...(request.brandId !== undefined && { brandId: request.brandId }),
    skillId: request.skillId ?? '-1',
    firstConversation: true,
    ...(record.campaignInfo && { campaignInfo: toCampaignInfo(record.campaignInfo, variants) }),
    ...(context && { context }),
    ...(variants.unknownMembers === 'present' && { futureDetails: { futureState: 'FUTURE_VALUE' } }),
  }
}

function toDialog(
  { record, startedAt, endedAt, updatedAt }: StoredConversation,
  { id, type, state }: StoredConversation['record']['dialogs'][number],
  { participants, otherDialog }: ResolvedVariants,
): Record<string, unknown> {
  const isOther = type === 'OTHER'
  return {
    dialogId: id,
    dialogType: isOther ? otherDialog : type,
    channelType: isOther ? 'COBROWSE' : 'MESSAGING',
    ...(participants === 'list' && { participantsDetails: toList(record) }),
    creationTs: startedAt,
    metaDataLastUpdateTs: updatedAt,
    ...(isOther && { metaData: { serviceId: 'cobrowse', mode: 'shared', sessionState: 'INVITED' } }),
    ...(state === 'CLOSE' && {
      endTs: endedAt ?? updatedAt,
      closedBy: type === 'POST_SURVEY' ? 'AGENT' : record.closedBy,
      closedCause: type === 'POST_SURVEY' ? 'Completed' : `Closed by ${record.closedBy?.toLowerCase()}`,
    }),
  }
}

const toList = ({ consumerId, agents }: StoredConversation['record']) => [{ id: consumerId, role: 'CONSUMER' }, ...agents]

function toParticipants({ record }: StoredConversation, { participants, unknownMembers }: ResolvedVariants): Record<string, unknown> {
  const list = toList(record)
  if (unknownMembers === 'present') list.push({ id: 'future', role: 'FUTURE_ROLE' })
  if (participants === 'list') return { participants: list }
  const byRole: Record<string, string[]> = {}
  for (const { id, role } of list) byRole[role] = [...(byRole[role] ?? []), id]
  if (participants === 'participantsPId') return { participantsPId: byRole }
  const internal = Object.entries(byRole).map(([role, ids]) => [role, ids.map((_id, index) => `internal-${index + 1}`)])
  return { participants: Object.fromEntries(internal), participantsPId: byRole }
}

function toCampaignInfo(campaignInfo: Record<string, unknown>, { campaignIds }: ResolvedVariants): Record<string, unknown> {
  const toId = campaignIds === 'number' ? Number : String
  return Object.fromEntries(Object.entries(campaignInfo).map(([name, id]) => [name, toId(id)]))
}

/** Counts the messages of the other side that the visitor has not read. */
function countUnread({ record, events }: StoredConversation): number {
  const read = new Set(
    record.receipts
      .filter(({ author, status }) => author === 'visitor' && status === 'READ')
      .flatMap(({ dialogId, sequences }) => sequences.map((sequence) => `${dialogId} ${sequence}`)),
  )
  return events.filter(
    ({ event, originator, isHidden, dialogId, sequence }) =>
      isContent(event) && !isHidden && originator.role !== 'CONSUMER' && !read.has(`${dialogId} ${sequence}`),
  ).length
}
