'use client'

import { useEffect, useInsertionEffect, useRef, useState } from 'react'
import type { Acceptance } from '../client/acceptances.js'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ConversationState } from '../model/conversation.js'
import { conversationLifetime } from '../model/conversationLifetime.js'
import { type ConversationStore, getConversationStore } from './createConversationStore.js'
import { setDraft } from './drafts.js'
import { warnOfConfiguration } from './warnOfConfiguration.js'

/** The part of the window's props that decides whether the window is open. */
export type ChatWindowOpenness = {
  /** True if the window is open. With this prop, `onOpenChange` must change it. Without it, the window opens and closes by itself. */
  open?: boolean | undefined
  /**
   * True if the window is open at first, without the prop `open`.
   * @default false
   */
  defaultOpen?: boolean | undefined
  /** Called when the visitor opens or closes the window, and when the window opens again on the next page. */
  onOpenChange?: ((isOpen: boolean) => void) | undefined
}

export type ChatWindowController = {
  store: ConversationStore
  isOpen: boolean
  /** True if the visitor did not open the window on this page, so that the focus must stay. */
  isQuiet: boolean
  /** The language of the engagement. */
  language: string | undefined
  /** Returns the button of the latest click. */
  getControl: () => HTMLElement | undefined
  hide: () => void
  /** Tries again after an error. */
  tryAgain: () => void
}

const runningStatuses: ConversationState['status'][] = ['connecting', 'waiting', 'active', 'reconnecting']

/** Opens and closes the window: after clicks, on the next page of the tab, and on a log-out. */
export function useChatWindow(
  client: EngagementClient,
  id: string,
  { open, defaultOpen = false, onOpenChange }: ChatWindowOpenness,
): ChatWindowController {
  const { acceptances, tabStorage, logOutListeners, key, hasConsent, waitUntilSendable } = client.core
  const store = getConversationStore(client)
  const storageKey = [key, 'window'].join(':')
  const [ownOpen, setOwnOpen] = useState(defaultOpen)
  const isOpen = open ?? ownOpen
  const [isQuiet, setQuiet] = useState(isOpen)
  if (isQuiet && !isOpen) setQuiet(false)
  const [language, setLanguage] = useState<string>()
  const latestAcceptance = useRef<Acceptance>(undefined)

  function changeOpen(next: boolean): void {
    if (!next) tabStorage.remove(storageKey)
    setOwnOpen(next)
    if (next !== isOpen) onOpenChange?.(next)
  }
  function onAcceptance(acceptance: Acceptance): void {
    latestAcceptance.current = acceptance
    setQuiet(false)
    const { status, survey, unreadCount } = store.getState()
    if (isOpen && (survey || runningStatuses.includes(status))) {
      // Safari does not focus a clicked button, and the focus inside would end with the window.
      acceptance.element.focus({ preventScroll: true })
      changeOpen(false)
      return
    }
    const { engagement } = acceptance
    // Services also write `de_DE`.
    const next = engagement.language?.replaceAll('_', '-')
    setLanguage(next)
    tabStorage.set(storageKey, { language: next }, conversationLifetime)
    changeOpen(true)
    // The other side ended the conversation with messages that the visitor has not seen.
    if (!isOpen && status === 'closed' && unreadCount > 0) return
    // The state has the error.
    store.open({ engagement }).catch(warnOfConfiguration)
  }
  async function resume(): Promise<void> {
    const stored = tabStorage.get(storageKey) as { language?: string } | undefined
    if (!isOpen && !stored) return
    if (stored) setLanguage(stored.language)
    if (!isOpen) {
      setQuiet(true)
      changeOpen(true)
    }
    const conversation = await store.resume().catch(warnOfConfiguration)
    // The conversation has ended since the last page. The window of an error stays open.
    if (!isOpen && !conversation && store.getState().status === 'idle') latest.current.changeOpen(false)
  }

  const latest = useRef({ onAcceptance, changeOpen, resume })
  useInsertionEffect(() => {
    latest.current = { onAcceptance, changeOpen, resume }
  })
  useEffect(() => acceptances.subscribe((acceptance) => latest.current.onAcceptance(acceptance)), [acceptances])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the site can open the window of a conversation of an earlier page.
  useEffect(() => {
    const resumeNow = () => void latest.current.resume()
    const life = new AbortController()
    if (hasConsent()) resumeNow()
    // Without consent, the storage of the tab reads as empty.
    else waitUntilSendable(life.signal).then(resumeNow, () => {})
    return () => life.abort()
  }, [isOpen])
  useEffect(() => {
    acceptances.setState({ window: { id, isOpen } })
    return () => acceptances.setState({ window: undefined })
  }, [acceptances, id, isOpen])
  useEffect(() => {
    const onLogOut = () => {
      setDraft(client, '')
      latest.current.changeOpen(false)
    }
    logOutListeners.add(onLogOut)
    return () => void logOutListeners.delete(onLogOut)
  }, [client, logOutListeners])

  return {
    store,
    isOpen,
    isQuiet,
    language,
    getControl: () => latestAcceptance.current?.element,
    hide: () => changeOpen(false),
    tryAgain() {
      const { engagement } = latestAcceptance.current ?? {}
      const attempt = engagement ? store.open({ engagement }) : store.resume()
      attempt.catch(warnOfConfiguration)
    },
  }
}
