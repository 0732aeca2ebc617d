'use client'

import { type ReactElement, useRef, useState } from 'react'
import type { Chat } from './chat.js'
import { ForeignLink } from './ForeignLink.js'
import type { SafeLink } from './toSafeLink.js'

type ForeignImageProps = {
  chat: Chat
  link: SafeLink
  caption: string
  /** True if the visitor has clicked already. */
  isShown?: boolean | undefined
}

/** An image of the other side. It is loaded after a click, because its host learns of the visitor then. */
export function ForeignImage({ chat: { labels, language }, link, caption, isShown }: ForeignImageProps): ReactElement {
  const [step, setStep] = useState<'offered' | 'shown' | 'failed'>(isShown ? 'shown' : 'offered')
  const ref = useRef<HTMLElement>(null)
  const show = () => {
    // The button disappears with its focus.
    ref.current?.focus()
    setStep('shown')
  }
  return (
    <figure ref={ref} data-chat-figure="" tabIndex={-1}>
      {step === 'offered' && (
        <button type="button" data-chat-control="" onClick={show}>
          {labels.showImage} <bdi data-chat-host="">({link.host})</bdi>
        </button>
      )}
      {step === 'shown' && (
        <img src={link.href} alt={caption} lang={language} referrerPolicy="no-referrer" onError={() => setStep('failed')} />
      )}
      {step === 'failed' && <ForeignLink link={link} text={labels.openFile} />}
      {caption && (
        <figcaption lang={language}>
          <bdi>{caption}</bdi>
        </figcaption>
      )}
    </figure>
  )
}
