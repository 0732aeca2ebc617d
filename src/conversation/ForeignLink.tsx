'use client'

import type { ReactElement } from 'react'
import { type SafeLink, toSafeLink } from './toSafeLink.js'

type ForeignLinkProps = { link: SafeLink; text: string; control?: boolean | undefined }

/** A link of the other side. It shows the place that it leads to, because the text may say something else. */
export function ForeignLink({ link: { href, host }, text, control }: ForeignLinkProps): ReactElement {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" data-chat-control={control ? '' : undefined}>
      <bdi>{text}</bdi>
      {!isPlace(text, host) && ' '}
      {!isPlace(text, host) && <bdi data-chat-host="">({host})</bdi>}
    </a>
  )
}

/** True if the text is the place itself, or its address. A text that merely contains a host says nothing about the place. */
function isPlace(text: string, host: string): boolean {
  return text === host || (toSafeLink(text)?.host === host && text.toLowerCase().includes(host.toLowerCase()))
}
