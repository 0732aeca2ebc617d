import { onTestFinished, vi } from 'vitest'
import { getConversationStore } from '../../src/conversation/createConversationStore.js'
import { type OpenConversationParameters, openConversation } from '../../src/conversation/openConversation.js'
import type { EngagementClient } from '../../src/index.js'
import type { Conversation } from '../../src/model/conversation.js'
import { createTestClient, type TestClientOptions } from './client.js'
import { available } from './engagements.js'
import { createPigeonMail, type PigeonMail } from './pigeonMail.js'

export type MailClient = { client: EngagementClient; mail: PigeonMail }

/** Creates a client whose conversations travel by pigeon. The client of another tab shares the mail. */
export function createMailClient(options: TestClientOptions = {}, mail: PigeonMail = createPigeonMail()): MailClient {
  const { client } = createTestClient({ messaging: mail.service, ...options })
  onTestFinished(() => getConversationStore(client).leave())
  return { client, mail }
}

/** Opens a conversation with an agent. */
export async function openMail(
  options: TestClientOptions = {},
  parameters: Partial<OpenConversationParameters> = {},
): Promise<MailClient & { conversation: Conversation }> {
  const { client, mail } = createMailClient(options)
  const conversation = await openConversation(client, { engagement: available, ...parameters })
  mail.join()
  await settle()
  return { client, mail, conversation }
}

/** Opens a conversation with an agent, by fake timers. Other tabs find the conversation in the storage. */
export async function openStoredMail(): Promise<MailClient & { conversation: Conversation }> {
  const { client, mail } = createMailClient({ storage: localStorage })
  const opening = openConversation(client, { engagement: available })
  await vi.advanceTimersByTimeAsync(200)
  mail.join()
  await settle()
  return { client, mail, conversation: await opening }
}

/** Lets all promises and microtasks settle, without a timer that is due later. */
export async function settle(): Promise<void> {
  if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0)
  else await new Promise((resolve) => setTimeout(resolve))
}

/** The texts and statuses of the messages. */
export const toLines = ({ getState }: Pick<Conversation, 'getState'>): string[] =>
  getState().messages.map(
    ({ author, content, status }) => `${author}: ${content.type === 'text' ? content.text : content.type} (${status})`,
  )
