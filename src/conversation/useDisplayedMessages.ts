'use client'

import { useMemo } from 'react'
import type { Chat } from './chat.js'
import { getConversationStore } from './createConversationStore.js'
import { isUnread } from './toRows.js'

/**
 * Returns the function that takes the messages that were on the screen. A receipt counts for all messages up to one. It waits until those before were on
 * the screen as well.
 */
export function useDisplayedMessages({ client, conversation }: Chat): (id: string) => void {
  return useMemo(() => {
    const displayed = new Set<string>()
    return (id) => {
      displayed.add(id)
      const unread = getConversationStore(client).getState().messages.filter(isUnread)
      const next = unread.findIndex((message) => !displayed.has(message.id))
      const last = unread.at(next < 0 ? -1 : next - 1)
      if (last && next !== 0) conversation.markRead(last.id)
    }
  }, [client, conversation])
}
