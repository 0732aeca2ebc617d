import type { EngineName } from '../support/engines/engine.js'

/**
 * The rows of the table in `docs/browsers.md`, in its order. Each row is tested in all engines, but for those whose driver cannot do it. Their reason
 * stands here and in the table.
 */
export const behaviours = {
  'the button appears, and its click is reported once': {},
  'display is reported after scrolling': {},
} satisfies Record<string, Partial<Record<EngineName, string>>>

export type Behaviour = keyof typeof behaviours
