'use client'

import { useMemo, useSyncExternalStore } from 'react'
import { getPageLanguage, onPageLanguageChange } from '../browser/pageLanguage.js'
import type { Optional } from '../model/optional.js'
import { withoutUndefined } from '../model/withoutUndefined.js'
import type { ChatWindowLabels } from '../react/locale.js'
import { useLocale } from '../react/useLocale.js'
import { englishLabels } from './englishLabels.js'
import { rememberEqual } from './rememberEqual.js'

type ChatLabels = {
  labels: ChatWindowLabels
  /** The language and direction of the labels. Undefined if they are the site's or the page's. */
  lang: string | undefined
  dir: 'ltr' | 'rtl' | undefined
  /** The language for times and dates. */
  formatLanguage: string | undefined
}

/** A server does not know the `<html>` around its components. */
const getServerLanguage = () => undefined

/** Returns the texts for a language: the site's own, those of a locale, or the English ones. */
export function useChatLabels(language: string | undefined, own: Optional<ChatWindowLabels> | undefined): ChatLabels {
  const pageLanguage = useSyncExternalStore(onPageLanguageChange, getPageLanguage, getServerLanguage)
  const { locales, englishLanguage } = useLocale(pageLanguage, language)
  const locale = locales.find(toLabels)
  const remember = useMemo(() => rememberEqual<ChatWindowLabels>(), [])
  const labels = remember({ ...englishLabels, ...toLabels(locale), ...withoutUndefined(own ?? {}) })
  const lang = own ? undefined : (locale?.tag ?? englishLanguage)
  const tag = (own ? pageLanguage : locale?.tag) ?? 'en'
  // The engagement may name the region.
  const formatLanguage = language?.startsWith(tag) ? language : tag
  return { labels, lang, dir: lang ? (locale?.dir ?? 'ltr') : undefined, formatLanguage }
}

// A linter would take the member for the browser's window.
const toLabels = ({ window: labels }: { window?: ChatWindowLabels | undefined } = {}) => labels
