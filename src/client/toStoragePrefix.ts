import type { EngagementService } from '../model/engagementService.js'

/** Returns the beginning of the storage keys and lock names of a client. */
export function toStoragePrefix(accountId: string, { key }: EngagementService): string {
  return `react-engagement:2:${accountId}:${key}`
}
