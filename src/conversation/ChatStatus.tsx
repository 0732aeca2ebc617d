'use client'

import type { ReactElement } from 'react'
import type { ConversationState } from '../model/conversation.js'
import type { Chat } from './chat.js'
import { getConversationStore } from './createConversationStore.js'
import { type StatusState, toStatusText } from './toStatusText.js'
import { useConversationState } from './useConversationState.js'

/** The props of the window's status line. */
export type ChatStatusProps = {
  /** The parts' shared values. */
  chat: Chat
}

/** The line stays in the document without a text, because a screen reader announces changes alone. */
export function ChatStatus({ chat }: ChatStatusProps): ReactElement {
  const state = useConversationState(getConversationStore(chat.client), selectStatus)
  const text = toStatusText(state, chat.labels, chat.format)
  return (
    <p data-chat-status="" data-typing={state.isAgentTyping ? '' : undefined} role="status">
      {text}
    </p>
  )
}

const selectStatus = ({ status, isAgentTyping, expectedAnswerAt, closedUntil, messages, agents }: ConversationState): StatusState => ({
  status,
  isAgentTyping,
  expectedAnswerAt,
  closedUntil,
  hasFailed: messages.at(-1)?.status === 'failed',
  isBotAlone: agents.some(({ role }) => role === 'bot') && agents.every(({ role }) => role === 'bot' || role === 'reader'),
})
