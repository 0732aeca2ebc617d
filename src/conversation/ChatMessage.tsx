'use client'

import type { ReactElement } from 'react'
import type { Message } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { MessageContent } from './MessageContent.js'
import { QuickReplies } from './QuickReplies.js'

/** The props of a message. */
export type ChatMessageProps = {
  /** The parts' shared values. */
  chat: Chat
  /** The message. */
  message: Message
  /** True if the message before has another author or is of another day. */
  isFirstOfAuthor: boolean
  /** True while the visitor can choose one of the message's replies. */
  canReply: boolean
}

export function ChatMessage({ chat, message, isFirstOfAuthor, canReply }: ChatMessageProps): ReactElement {
  const { labels, format, conversation, language } = chat
  const { author, status, sentAt, quickReplies = [] } = message
  const isOwn = author === 'visitor'
  return (
    <>
      <span data-chat-author={isFirstOfAuthor && !isOwn ? '' : 'hidden'}>{labels[author]}</span>
      <div data-chat-bubble="" lang={isOwn ? undefined : language}>
        <MessageContent chat={chat} content={message.content} canReply={canReply} />
      </div>
      <p data-chat-meta="">
        <time dateTime={new Date(sentAt).toISOString()}>{format.toTime(sentAt)}</time>
        {isOwn && <span aria-live="off">{labels[status]}</span>}
        {status === 'failed' && (
          <button type="button" data-chat-control="small" onClick={() => void conversation.retry(message.id).catch(() => {})}>
            {labels.retry}
          </button>
        )}
      </p>
      {canReply && quickReplies.length > 0 && <QuickReplies chat={chat} replies={quickReplies} />}
    </>
  )
}
