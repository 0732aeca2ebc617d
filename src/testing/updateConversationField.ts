import { choices } from './messagingChoices.js'
import type { StoredConversation } from './messagingState.js'
import { type RequestContext, refuse } from './requestContext.js'
import { isMembers } from './validate.js'

/** Applies one field of `cm.UpdateConversationField`. The others are the agents'. */
export function updateConversationField(
  { endMain, endAll, conversations }: RequestContext,
  conversation: StoredConversation,
  field: Record<string, unknown>,
): void {
  const { record } = conversation
  const isClose = (state: unknown) => String(state).toUpperCase() === 'CLOSE'
  if (field.field === 'CSATRate') return
  if (record.state === 'CLOSE') refuse(choices.code.closed, 'The conversation is closed')
  const dialog = isMembers(field.dialog) ? field.dialog : {}
  if (field.field === 'TTRField') conversations.touch(conversation)
  else if (field.field === 'Stage' && isClose(field.conversationState)) endAll(conversation)
  else if (field.field === 'ConversationStateField' && isClose(field.conversationState)) endDialog(record.dialogs[0])
  else if (field.field === 'DialogChange' && isClose(dialog.state)) endDialog(record.dialogs.find(({ id }) => id === dialog.dialogId))
  else refuse(choices.code.forbidden, 'Consumers may not change this field')

  function endDialog(found: (typeof record.dialogs)[number] | undefined) {
    if (!found) return refuse(choices.code.unknownDialog, 'Unknown dialogId')
    if (found.state === 'CLOSE') refuse(choices.code.closed, 'The dialog is closed')
    if (found.type === 'MAIN') endMain(conversation)
    else endAll(conversation)
  }
}
