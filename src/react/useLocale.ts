'use client'

import { useContext } from 'react'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

type LocaleChoice = {
  /** Undefined if no locale is registered for the language. The labels are then English. */
  locale: EngagementLocale | undefined
  /** The `lang` of English labels. Undefined on a page that is English, or whose language is unknown. */
  englishLanguage: 'en' | undefined
}

/**
 * Returns the provider's locale for a language, or for its general form: `de` for `de-AT`. Without a locale for that language, uses the page's
 * language.
 */
export function useLocale(requestedLanguage?: string): LocaleChoice {
  const { locales = [], language: pageLanguage } = useContext(EngagementContext) ?? {}
  return {
    locale: findLocale(locales, requestedLanguage) ?? findLocale(locales, pageLanguage),
    englishLanguage: pageLanguage && !/^en(-|$)/.test(normalize(pageLanguage)) ? 'en' : undefined,
  }
}

function findLocale(locales: readonly EngagementLocale[], language = ''): EngagementLocale | undefined {
  if (!locales.length) return undefined
  for (let tag = normalize(language); tag; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    const found = locales.find((locale) => normalize(locale.tag) === tag)
    if (found) return found
  }
  return undefined
}

/** Services also write `de_DE` and `DE`. */
function normalize(language: string): string {
  return language.toLowerCase().replaceAll('_', '-')
}
