import type { EngagementClient } from '../client/engagementClient.js'

/** The text that the visitor has not sent, by client. A closed window has it again when it opens. It is in memory alone. */
const drafts = new WeakMap<EngagementClient, string>()

export function getDraft(client: EngagementClient): string {
  return drafts.get(client) ?? ''
}

export function setDraft(client: EngagementClient, text: string): void {
  drafts.set(client, text)
}
