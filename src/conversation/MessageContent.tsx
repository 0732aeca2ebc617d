'use client'

import type { ReactElement } from 'react'
import type { MessageContent as Content } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { FileContent } from './FileContent.js'
import { MessageText } from './MessageText.js'
import { StructuredContent } from './StructuredContent.js'

type MessageContentProps = { chat: Chat; content: Content; canReply: boolean }

export function MessageContent({ chat, content, canReply }: MessageContentProps): ReactElement {
  switch (content.type) {
    case 'text':
      return <MessageText text={content.text} />
    case 'structured':
      return <StructuredContent chat={chat} node={content.root} canReply={canReply} />
    case 'file':
      return <FileContent chat={chat} file={content} />
    default:
      return <em>{chat.labels.unsupported}</em>
  }
}
