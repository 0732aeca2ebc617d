import type { EngagementClient } from '../client/engagementClient.js'

/** Returns the start of the keys of all engagement queries of a client. */
export function engagementKeyPrefix({ accountId, service }: EngagementClient): readonly ['react-engagement', string, string] {
  return ['react-engagement', accountId, service.key]
}
