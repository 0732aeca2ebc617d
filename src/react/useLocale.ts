'use client'

import { useContext } from 'react'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

/** Returns the provider's locale for a language, or for its general form: `de` for `de-AT`. Without a language, uses the page's. */
export function useLocale(requestedLanguage?: string): EngagementLocale | undefined {
  const { locales = [], language: pageLanguage } = useContext(EngagementContext) ?? {}
  const language = requestedLanguage ?? pageLanguage
  if (!locales.length || !language) return undefined
  const [general] = language.split('-')
  return locales.find(({ tag }) => tag === language) ?? locales.find(({ tag }) => tag === general)
}
