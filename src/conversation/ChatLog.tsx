'use client'

import { type ComponentType, type ReactElement, type ReactNode, useMemo } from 'react'
import type { ConversationState, Message } from '../model/conversation.js'
import type { ChatMessageProps } from './ChatMessage.js'
import { ChatRow } from './ChatRow.js'
import type { ChatSeparatorProps } from './ChatSeparator.js'
import type { Chat } from './chat.js'
import { getConversationStore } from './createConversationStore.js'
import { isUnread } from './toRows.js'
import { useChatLog } from './useChatLog.js'
import { useConversationState } from './useConversationState.js'
import { useDisplayedMessages } from './useDisplayedMessages.js'

/** The props of the list of messages. */
export type ChatLogProps = {
  /** The parts' shared values. */
  chat: Chat
  /** The parts inside the list. */
  slots: {
    /** A message. */
    message: ComponentType<ChatMessageProps>
    /** The line before a day, or before unread messages. */
    separator: ComponentType<ChatSeparatorProps>
  }
  /** Renders the content of a message's list item. */
  renderMessage?: ((message: Message, element: ReactElement) => ReactNode) | undefined
}

type LogProps = ChatLogProps & { hasHistory: boolean }

/**
 * The list is a new element once the history is there. A screen reader announces only what is added to an element later, so it announces new messages
 * alone.
 */
export function ChatLog(props: ChatLogProps): ReactElement {
  const { hasHistory } = useConversationState(getConversationStore(props.chat.client), selectHistory)
  return <Log {...props} hasHistory={hasHistory} key={String(hasHistory)} />
}

const selectHistory = ({ status }: ConversationState) => ({ hasHistory: status !== 'idle' && status !== 'connecting' })

const selectMessages = ({ messages, unreadCount, survey, status }: ConversationState) => ({
  messages,
  unreadCount,
  questionId: survey?.messageId,
  isOver: status === 'closed' || status === 'error',
})

function Log({ chat, slots: { message: MessageSlot, separator: Separator }, renderMessage, hasHistory }: LogProps): ReactElement {
  const { messages: all, unreadCount, questionId, isOver } = useConversationState(getConversationStore(chat.client), selectMessages)
  const messages = useMemo(() => (hasHistory ? all : all.filter(({ sequence }) => sequence === undefined)), [all, hasHistory])
  const { ref, rows, hasEarlier, showEarlier, isSilent, isAtEnd, scrollToEnd } = useChatLog(messages)
  const onDisplayed = useDisplayedMessages(chat)
  const last = messages.at(-1)
  return (
    <div data-chat-view="">
      <div
        ref={ref}
        data-chat-log=""
        role="log"
        aria-label={chat.labels.messages}
        aria-live={isSilent || !hasHistory ? 'off' : 'polite'}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls the focused element.
        tabIndex={0}
      >
        {hasEarlier && (
          <button type="button" data-chat-control="" onClick={showEarlier}>
            {chat.labels.earlier}
          </button>
        )}
        <ol data-chat-list="">
          {rows.map((row) => {
            if (row.type !== 'message') {
              return (
                <li key={row.key} data-chat-separator={row.type}>
                  <Separator chat={chat} type={row.type} time={row.type === 'day' ? row.time : undefined} />
                </li>
              )
            }
            const { message } = row
            return (
              <ChatRow
                key={row.key}
                chat={chat}
                message={message}
                isFirstOfAuthor={row.isFirstOfAuthor}
                canReply={message === last && message.id !== questionId && !isOver}
                isUnread={isUnread(message)}
                onDisplayed={onDisplayed}
                component={MessageSlot}
                renderMessage={renderMessage}
              />
            )
          })}
        </ol>
      </div>
      {!isAtEnd && unreadCount > 0 && (
        <button type="button" data-chat-control="end" onClick={scrollToEnd}>
          {chat.labels.goToUnread}
        </button>
      )}
    </div>
  )
}
