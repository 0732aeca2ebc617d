'use client'

import { memo, type ReactElement } from 'react'
import { ForeignLink } from './ForeignLink.js'
import { toTextParts } from './toTextParts.js'

/** A text of a person, in its own direction. Its addresses are links. */
export const MessageText = memo(function MessageText({ text }: { text: string }): ReactElement {
  return (
    <bdi data-chat-text="">
      {toTextParts(text).map(({ text, link }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move.
        link ? <ForeignLink key={index} link={link} text={text} /> : text,
      )}
    </bdi>
  )
})
