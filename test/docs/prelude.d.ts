// The names that the samples of the docs take from the site around them.

import type { ComponentType, HTMLAttributes, ReactNode, Ref } from 'react'
import type { AvailableEngagement, ClientEvent, ConversationEngagement } from 'react-engagement'

declare global {
  function openChat(engagement: AvailableEngagement): void
  function resumeChat(engagement: ConversationEngagement): void
  function getAccessToken(): Promise<string>
  /** Reads a secret of the server. */
  function readSecret(name: string): string
  /** The log-in of the site. */
  function getUser(request: Request): Promise<{ isAgent: boolean; chatSessionId: string } | undefined>
  /** A counter of requests that all servers of the site share. */
  const rateLimiter: { limit: (key: string) => Promise<{ success: boolean }> }
  function track(name: string, facts?: object): void
  const MyButton: ComponentType<HTMLAttributes<HTMLElement> & { ref?: Ref<never> }>
  const NameField: ComponentType<{ value: string | null | undefined; onSave: (name: string) => void; error: Error | null }>
  const Page: ComponentType
  const children: ReactNode
  /** The globals of Jest, and of Vitest with `globals`. */
  const test: typeof import('vitest').test
  const expect: typeof import('vitest').expect
  const afterEach: typeof import('vitest').afterEach
  const event: ClientEvent
  /** A consent manager, as most of them are. */
  const consentManager: { accepted: boolean; on: (type: 'accepted' | 'refused', listener: () => void) => void }
  /** The brand's tag, on a page that has it. */
  const lpTag: { events: { bind: (options: object) => void } }
}
