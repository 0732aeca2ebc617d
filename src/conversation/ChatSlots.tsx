'use client'

import type { ComponentType } from 'react'
import { ChatComposer, type ChatComposerProps } from './ChatComposer.js'
import { ChatEnded, type ChatEndedProps } from './ChatEnded.js'
import { ChatEnding, type ChatEndingProps } from './ChatEnding.js'
import { ChatError, type ChatErrorProps } from './ChatError.js'
import { ChatHeader, type ChatHeaderProps } from './ChatHeader.js'
import { ChatLog, type ChatLogProps } from './ChatLog.js'
import { ChatMessage } from './ChatMessage.js'
import { ChatSeparator } from './ChatSeparator.js'
import { ChatStatus, type ChatStatusProps } from './ChatStatus.js'
import { ChatSurvey, type ChatSurveyProps } from './ChatSurvey.js'

/** The parts of a window. */
export type ChatSlots = ChatLogProps['slots'] & {
  /** The title, and the controls that hide the window and end the conversation. */
  header: ComponentType<ChatHeaderProps>
  /** The list of messages. */
  log: ComponentType<ChatLogProps>
  /** The line that says what happens now. */
  status: ComponentType<ChatStatusProps>
  /** The field for a message. */
  composer: ComponentType<ChatComposerProps>
  /** The question before the conversation ends. */
  ending: ComponentType<ChatEndingProps>
  /** The part in place of the composer, after the end. */
  ended: ComponentType<ChatEndedProps>
  /** The survey after the conversation. */
  survey: ComponentType<ChatSurveyProps>
  /** The part that appears after an error. */
  error: ComponentType<ChatErrorProps>
}

export const defaultSlots: ChatSlots = {
  header: ChatHeader,
  log: ChatLog,
  message: ChatMessage,
  separator: ChatSeparator,
  status: ChatStatus,
  composer: ChatComposer,
  ending: ChatEnding,
  ended: ChatEnded,
  survey: ChatSurvey,
  error: ChatError,
}
