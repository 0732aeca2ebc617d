'use client'

import type { ReactElement } from 'react'
import type { QuickReply } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { ForeignLink } from './ForeignLink.js'
import { toSafeLink } from './toSafeLink.js'

/** A reply: a button that sends its text, or a link to its page. A reply with an address that a visitor must not follow is a text. */
export function ReplyButton({ chat: { conversation, language }, reply }: { chat: Chat; reply: QuickReply }): ReactElement {
  const { title, url } = reply
  if (url === undefined) {
    return (
      <button type="button" data-chat-control="reply" lang={language} onClick={() => void conversation.reply(reply).catch(() => {})}>
        <bdi>{title}</bdi>
      </button>
    )
  }
  const link = toSafeLink(url)
  return link ? <ForeignLink link={link} text={title} control /> : <bdi lang={language}>{title}</bdi>
}
