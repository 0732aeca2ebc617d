import type { createOutbox } from './createOutbox.js'

/**
 * `queueReport` registers `createOutbox` here when it is loaded, so that bundles without reporting leave the outbox out. Clients read the registry
 * whenever they need their outbox, because `queueReport` may come in a chunk of its own.
 */
export const outboxRegistry: { createOutbox?: typeof createOutbox } = {}

export function registerOutbox(create: typeof createOutbox): void {
  outboxRegistry.createOutbox = create
}
