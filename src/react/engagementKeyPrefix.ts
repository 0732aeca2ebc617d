import type { EngagementClient } from '../client/engagementClient.js'

/** What the keys of all of a client's engagement queries start with. */
export function engagementKeyPrefix({ accountId, service }: EngagementClient): readonly ['react-engagement', string, string] {
  return ['react-engagement', accountId, service.key]
}
