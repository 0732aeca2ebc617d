import type { ClientEvent, EngagementClient, updateSession as updateSessionOf } from '../../../src/index.js'

/** The globals that the page defines for its tests. */
declare global {
  var client: EngagementClient
  var events: ClientEvent[]
  var resumptions: string[]
  var updateSession: typeof updateSessionOf
}
