import { isServer } from './isServer.js'

/** Returns the page's language, which is the `lang` of `<html>`. Undefined for English, because English labels need no `lang` there. */
export function getPageLanguage(): string | undefined {
  const language = isServer ? '' : document.documentElement.lang
  return language && !isEnglish(language) ? language : undefined
}

/** Calls the listener after each change of the page's language. Returns the function that removes the listener. */
export function onPageLanguageChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['lang'] })
  return () => observer.disconnect()
}

/** True for `en` and for its regions, which services also write `en_GB` and `EN`. */
export function isEnglish(language: string): boolean {
  return /^en(?![a-z])/i.test(language)
}
