'use client'

import { type ReactElement, useRef, useState } from 'react'
import type { MessageContent } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { ForeignImage } from './ForeignImage.js'
import { ForeignLink } from './ForeignLink.js'
import { type SafeLink, toSafeLink } from './toSafeLink.js'

type FileContentProps = { chat: Chat; file: Extract<MessageContent, { type: 'file' }> }

const imageTypes = ['PNG', 'JPG', 'JPEG', 'GIF', 'IMG']

/** A file of the other side. Its address is requested after a click, because it holds for about a minute. */
export function FileContent({ chat, file: { caption = '', fileType = '', path } }: FileContentProps): ReactElement {
  const { labels, language, conversation } = chat
  const [link, setLink] = useState<SafeLink | 'failed'>()
  const ref = useRef<HTMLDivElement>(null)
  const isImage = imageTypes.includes(fileType.toUpperCase())
  const load = async () => {
    const url = await conversation.getFileUrl(path).catch(() => undefined)
    // The button disappears with its focus.
    ref.current?.focus()
    setLink(toSafeLink(url) ?? 'failed')
  }
  return (
    <div ref={ref} data-chat-figure="" tabIndex={-1}>
      {link && link !== 'failed' ? (
        isImage ? (
          <ForeignImage chat={chat} link={link} caption={caption} isShown />
        ) : (
          <ForeignLink link={link} text={[labels.openFile, caption].join(' ').trim()} control />
        )
      ) : (
        <>
          <button type="button" data-chat-control="" onClick={() => void load()}>
            {isImage ? labels.showImage : labels.getFile}
            {fileType && ` (${fileType})`}
          </button>
          {caption && <bdi lang={language}>{caption}</bdi>}
        </>
      )}
      {link === 'failed' && <span role="alert">{labels.fileFailed}</span>}
    </div>
  )
}
