import type { StoredConversation, StoredEvent } from './messagingState.js'
import type { ResolvedVariants } from './messagingVariants.js'

/** Returns an event as a change of `ms.MessagingEventNotification`. */
export function toMessageChange(
  { record }: StoredConversation,
  { dialogId, sequence, originator, event, metadata, isHidden, time }: StoredEvent,
  variants: ResolvedVariants,
  isHistory: boolean,
): Record<string, unknown> {
  const isTyping = event.type === 'ChatStateEvent'
  const wireSequence = isTyping && variants.typingSequence === 'zero' ? 0 : sequence
  return {
    ...(wireSequence !== undefined && { sequence: wireSequence }),
    [variants.originator]: originator.id,
    ...(variants.originatorMetadata === 'present' && { originatorMetadata: { id: originator.id, role: originator.role } }),
    ...(!isTyping && { serverTimestamp: time }),
    event: toWireEvent(event, variants),
    dialogId,
    ...(!(isHistory && variants.historyConversationId === 'missing') && { conversationId: record.id }),
    ...(metadata !== undefined && { metadata }),
    ...(originator.role !== 'CONSUMER' && !isTyping && { messageAudience: isHidden ? 'AGENTS_AND_MANAGERS' : 'ALL' }),
    ...(variants.unknownMembers === 'present' && { futureMember: { futureList: ['FUTURE_VALUE', 2] } }),
  }
}

/** Returns an event with its content in the form of the variants. */
function toWireEvent(event: Record<string, unknown>, { fileContentType, richContent }: ResolvedVariants): Record<string, unknown> {
  if (event.type === 'RichContentEvent') {
    const { content, ...others } = event
    if (richContent === 'message') return { ...others, message: content }
    return { ...others, content: richContent === 'text' ? JSON.stringify(content) : content }
  }
  return event.contentType === 'hosted/file' || event.contentType === 'HostedFile' ? { ...event, contentType: fileContentType } : event
}
