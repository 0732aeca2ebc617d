import type { createOutbox } from './createOutbox.js'

/**
 * What clients make their outbox with, set by the module that reports: a bundle that only asks leaves both out. Looked at whenever one is needed,
 * since that module may come in a chunk of its own.
 */
export const outboxRegistry: { createOutbox?: typeof createOutbox } = {}
