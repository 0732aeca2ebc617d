import type { EngagementService } from '../model/service.js'

/** What the keys and locks of a client begin with. */
export function toStoragePrefix(accountId: string, { key }: EngagementService): string {
  return `react-engagement:2:${accountId}:${key}`
}
