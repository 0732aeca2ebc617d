import type { MessagingRequestType } from './messaging.js'
import { choices } from './messagingChoices.js'
import { createFileAddress } from './messagingFiles.js'
import { findConversation, findDialog, type RequestContext, refuse } from './requestContext.js'
import { updateConversationField } from './updateConversationField.js'
import { isMembers, isOneOf, isText } from './validate.js'

type Members = Record<string, unknown>

/** The answer to a request. A text becomes the form of the variants. */
type Handler = (context: RequestContext) => unknown

const isEventType = isOneOf('ContentEvent', 'RichContentEvent', 'ChatStateEvent', 'AcceptStatusEvent')
const isChatState = isOneOf('ACTIVE', 'INACTIVE', 'GONE', 'COMPOSING', 'PAUSE')
const isReceiptStatus = isOneOf('ACCEPT', 'READ', 'ACCESS', 'NACK', 'ACTION')

/** The requests of an identified visitor. */
export const handlers: Record<Exclude<MessagingRequestType, 'InitConnection'>, Handler> = {
  GetClock: ({ state }) => {
    const currentTime = state.clock.now()
    return { object: { currentTime }, text: String(currentTime), missing: undefined }[state.variants.clockBody]
  },
  KeepAlive: () => 'OK',
  'userprofile.GetUserProfile': ({ consumer }) => ({ userId: consumer.id }),
  'userprofile.SetUserProfile': () => 'OK',
  'cqm.SubscribeExConversations': ({ state, socket, body, sendConversations }) => {
    const subscriptionId = state.random.digits(8)
    socket.subscriptions.add(subscriptionId)
    sendConversations(subscriptionId, body)
    return { subscriptionId }
  },
  'cqm.UnsubscribeExConversations': ({ socket, body }) => {
    if (!socket.subscriptions.delete(String(body.subscriptionId))) refuse(choices.code.invalid, 'Unknown subscriptionId')
    return 'OK'
  },
  'cm.ConsumerRequestConversation': ({ state, conversations, consumer, socket, body }) => {
    if (state.accountId && body.brandId !== undefined && body.brandId !== state.accountId) refuse(choices.code.invalid, 'Unknown brandId')
    if (body.campaignInfo !== undefined && !isMembers(body.campaignInfo)) refuse(choices.code.invalid, 'Invalid campaignInfo')
    const hasOpen = conversations.records.some(({ consumerId, state }) => consumerId === consumer.id && state === 'OPEN')
    if (hasOpen && state.variants.secondConversation === 'refused') {
      refuse(choices.code.secondConversation, 'The consumer has an open conversation')
    }
    return { conversationId: conversations.add(consumer.id, body, socket.number).record.id }
  },
  'cm.UpdateConversationField': (context) => {
    const conversation = findConversation(context)
    const fields = [context.body.conversationField ?? []].flat()
    if (fields.length === 0) refuse(choices.code.invalid, 'Missing conversationField')
    for (const field of fields) updateConversationField(context, conversation, isMembers(field) ? field : {})
    return 'OK Conversation resolved successfully'
  },
  'ms.SubscribeMessagingEvents': (context) => {
    const { socket, body, state, sendHistory } = context
    const { conversation, dialogId } = findDialog(context)
    socket.dialogs.add(dialogId)
    sendHistory(conversation, dialogId, Number(body.fromSeq ?? 0))
    return state.variants.subscribeBody === 'missing' ? undefined : {}
  },
  'ms.PublishEvent': (context) => {
    const { conversations, consumer, body, metadata, state } = context
    const { conversation, dialogId, isOpen } = findDialog(context)
    if (!isOpen) refuse(choices.code.closed, 'The dialog is closed')
    const event = isMembers(body.event) ? body.event : {}
    if (!isValid(event)) refuse(choices.code.invalid, 'Invalid event')
    const originator = { id: consumer.id, role: 'CONSUMER' }
    const { sequence = 0 } = conversations.publish(conversation, { dialogId, originator, event, metadata })
    return state.variants.publishSequence === 'missing' ? {} : { sequence }
  },
  'ms.GenerateURLForUploadFile': ({ state, body }) => {
    if (body.fileSize === undefined || !isText(body.fileType)) refuse(choices.code.invalid, 'Missing fileSize or fileType')
    return createFileAddress(state, `/v1/AUTH_async-images/${state.random.text(22)}.${String(body.fileType).toLowerCase()}`)
  },
  'ms.GenerateURLForDownloadFile': ({ state, body }) => {
    if (!isText(body.relativePath)) refuse(choices.code.invalid, 'Missing relativePath')
    return createFileAddress(state, String(body.relativePath))
  },
}

function isValid({ type, contentType, message, content, chatState, status, sequenceList }: Members): boolean {
  if (type === 'ContentEvent')
    return isText(contentType) && (contentType === 'text/plain' ? isText(message) && message !== '' : isMembers(message))
  if (type === 'ChatStateEvent') return isChatState(chatState)
  if (type === 'AcceptStatusEvent') return isReceiptStatus(status) && [sequenceList ?? []].flat().every(Number.isInteger)
  return isEventType(type) && isMembers(message ?? content)
}
