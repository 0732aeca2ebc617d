import type { EngineName } from '../support/engines/engine.js'

/**
 * The rows of the table in `docs/browsers.md`, in its order. Each row is tested in all engines, but for those whose driver cannot do it. Their reason
 * stands here and in the table.
 *
 * Settings of the browsers block the storages. Chromium and Firefox have no setting for IndexedDB, so there the page deletes `indexedDB`. Firefox 153
 * ignores `dom.indexedDB.enabled`.
 */
export const behaviours = {
  'the button appears, and its click is reported once': {},
  'display is reported after scrolling': {},
  'a click and a link in one task': {},
  'a click and a reload in one task': {},
  'a click, and the tab is closed': {},
  'a click and window.close() in one task': {},
  'a return through the back/forward cache': {},
  'a prerendered page': { firefox: 'The engine does not prerender pages.', webkit: 'The engine does not prerender pages.' },
  'kill -9 after a click, and the next start': {},
  'a private window': {},
  'three tabs start at once, 20 times': {},
  'a log-out in one of three tabs': {},
  'a denial of consent in one of three tabs': {},
  'localStorage is blocked': {},
  'IndexedDB is blocked': {},
  'cookies are blocked': {},
  'the script in the head': {},
  'a strict Content Security Policy': {},
  'the keyboard reaches the button': {},
  'styles.css': {},
  'styles.unlayered.css': {},
  "the conversation's socket breaks": {},
  'the chat window': {},
} satisfies Record<string, Partial<Record<EngineName, string>>>

export type Behaviour = keyof typeof behaviours
