import type { createDisk } from '../platform/createDisk.js'
import type { createOutbox } from './createOutbox.js'

/**
 * What clients make their outbox with: set by the module that reports. A bundle that only asks leaves both out; in any other it is there before a
 * client is made, so that also a page that reports nothing takes over what another one left.
 */
export const outboxMaker: { createOutbox?: typeof createOutbox; createDisk?: typeof createDisk } = {}
