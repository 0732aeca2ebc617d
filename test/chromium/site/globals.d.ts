import type { ClientEvent, EngagementClient } from '../../../src/index.js'

/** What the page gives its tests. */
declare global {
  var client: EngagementClient
  var events: ClientEvent[]
}
