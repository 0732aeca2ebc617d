'use client'

import { useContext } from 'react'
import type { EngagementLocale } from './locale.js'
import { EngagementContext } from './useEngagementClient.js'

/** The registered words of a language, or of the language of which it is a variety. Without one: of the page's. */
export function useLocale(requestedLanguage?: string): EngagementLocale | undefined {
  const { locales = [], language: pageLanguage } = useContext(EngagementContext) ?? {}
  const language = requestedLanguage ?? pageLanguage
  if (!locales.length || !language) return undefined
  const [general] = language.split('-')
  return locales.find(({ tag }) => tag === language) ?? locales.find(({ tag }) => tag === general)
}
