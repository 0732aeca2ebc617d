'use client'

import type { ReactElement, ReactNode } from 'react'
import type { EngagementButtonLabels } from '../react/locale.js'
import type { LocaleChoice } from '../react/useLocale.js'

export type LabelKey = keyof EngagementButtonLabels

/** A label with the attributes of its language. A label of the site has none. */
export type Label<text = ReactNode> = { text: text; lang?: string | undefined; dir?: 'rtl' | undefined }

/** The label of a key, which may be a function. */
export type LabelOf<key extends LabelKey> = Label<NonNullable<EngagementButtonLabels[key]>>

const english: { [key in LabelKey]?: LabelOf<key> } = {
  available: { text: 'Chat with us' },
  conversation: { text: 'Continue your chat' },
  unread: { text: (count) => `${count} unread ${count === 1 ? 'message' : 'messages'}` },
  dismiss: { text: 'Dismiss' },
}

/** Returns the site's own label, or the label of the best locale that has one, or the English label. */
export function chooseLabel<key extends LabelKey>(
  key: key,
  labels: EngagementButtonLabels | undefined,
  { locales, englishLanguage }: LocaleChoice,
): LabelOf<key> | undefined {
  const own = labels?.[key]
  if (own != null) return { text: own }
  for (const { button, tag, dir } of locales) if (button[key] != null) return { text: button[key], lang: tag, dir }
  const label = english[key]
  return label && englishLanguage ? { ...label, lang: englishLanguage } : label
}

/** The number of unread messages is part of the button's name, in one line with its text. It has its own language, because a locale may lack its text. */
export function addUnread(text: ReactNode, unread: LabelOf<'unread'>, count: number): ReactElement {
  return (
    <span>
      {text}
      <span data-engagement-unread="" lang={unread.lang}>
        , {unread.text(count)}
      </span>
    </span>
  )
}
