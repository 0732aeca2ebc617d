import type { ClientEvent, EngagementClient } from '../../../src/index.js'

/** The globals that the page defines for its tests. */
declare global {
  var client: EngagementClient
  var events: ClientEvent[]
}
