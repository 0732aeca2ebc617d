'use client'

import type { ReactElement } from 'react'
import type { QuickReply } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { ReplyButton } from './ReplyButton.js'

/** The replies that a message offers. */
export function QuickReplies({ chat, replies }: { chat: Chat; replies: readonly QuickReply[] }): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the fields of a form.
    <div data-chat-replies="" role="group" aria-label={chat.labels.replies}>
      {replies.map((reply, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the replies of a message never move.
        <ReplyButton key={index} chat={chat} reply={reply} />
      ))}
    </div>
  )
}
