'use client'

import type { ReactElement } from 'react'
import type { SafeLink } from './toSafeLink.js'

type ForeignLinkProps = { link: SafeLink; text: string; control?: boolean | undefined }

/** A link of the other side. It shows the place that it leads to, because the text may say something else. */
export function ForeignLink({ link: { href, host }, text, control }: ForeignLinkProps): ReactElement {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" data-chat-control={control ? '' : undefined}>
      {text}
      {!text.includes(host) && <bdi data-chat-host=""> ({host})</bdi>}
    </a>
  )
}
