'use client'

import { useContext } from 'react'
import { isEnglish } from '../browser/pageLanguage.js'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

export type LocaleChoice = {
  /** The locales to take a label from, the best first. A label that none of them has is English. */
  locales: readonly EngagementLocale[]
  /** The `lang` of English labels. Undefined on a page that is English, or whose language is unknown. */
  englishLanguage: 'en' | undefined
}

const none: readonly EngagementLocale[] = []

const english: LocaleChoice = { locales: none, englishLanguage: undefined }

/**
 * Returns the provider's locales for a language and for its general forms, such as `de` for `de-AT`. The locales for the page's language follow,
 * because a locale may lack a label.
 * @param knownPageLanguage The language of the page, if the provider has none
 */
export function useLocale(knownPageLanguage: string | undefined, requestedLanguage?: string): LocaleChoice {
  const { locales = none, language: pageLanguage = knownPageLanguage } = useContext(EngagementContext) ?? {}
  if (!locales.length && !pageLanguage) return english
  return {
    locales: [...findLocales(locales, requestedLanguage), ...findLocales(locales, pageLanguage)],
    englishLanguage: pageLanguage && !isEnglish(pageLanguage) ? 'en' : undefined,
  }
}

function findLocales(locales: readonly EngagementLocale[], language = ''): EngagementLocale[] {
  const found: EngagementLocale[] = []
  for (let tag = normalize(language); tag; tag = tag.slice(0, Math.max(tag.lastIndexOf('-'), 0))) {
    found.push(...locales.filter((locale) => normalize(locale.tag) === tag))
  }
  return found
}

/** Services also write `de_DE` and `DE`. */
function normalize(language: string): string {
  return language.toLowerCase().replaceAll('_', '-')
}
