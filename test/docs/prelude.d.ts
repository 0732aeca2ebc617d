// The names that the samples of the docs take from the site around them.

import type { ComponentType, HTMLAttributes, ReactNode, Ref } from 'react'
import type { AvailableEngagement, ClientEvent, ConversationEngagement, SessionIdentity } from 'react-engagement'

declare global {
  function openChat(engagement: AvailableEngagement): void
  function resumeChat(engagement: ConversationEngagement): void
  function getAccessToken(): Promise<string>
  function track(name: string, facts?: object): void
  const MyButton: ComponentType<HTMLAttributes<HTMLElement> & { ref?: Ref<never> }>
  const NameField: ComponentType<{ value: string | null | undefined; onSave: (name: string) => void; error: Error | null }>
  const Page: ComponentType
  const Providers: ComponentType<{ identity: SessionIdentity; children?: ReactNode }>
  const children: ReactNode
  const event: ClientEvent
  /** A consent manager, as most of them are. */
  const consentManager: { accepted: boolean; on: (type: 'accepted' | 'refused', listener: () => void) => void }
  /** The brand's tag, on a page that has it. */
  const lpTag: { events: { bind: (options: object) => void } }
}
