import type { ClientCore } from '../client/engagementClient.js'

/** Removes the stored answers after an acceptance, because the visitor may be in a conversation by the next page. */
export function removeAcceptedAnswers({ storage, storedAnswersKey }: ClientCore, impressions: readonly { type: string }[] = []): void {
  if (storedAnswersKey && impressions.some(({ type }) => type === 'impAccept')) storage.remove(storedAnswersKey)
}
