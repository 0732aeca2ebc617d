'use client'

import {
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { ConversationState, Message } from '../model/conversation.js'
import type { Optional } from '../model/optional.js'
import type { ChatWindowLabels } from '../react/locale.js'
import { useMergedRefs } from '../react/useMergedRefs.js'
import type { ChatSlots } from './ChatSlots.js'
import type { Chat } from './chat.js'
import { toConversationActions } from './conversationActions.js'
import { createTimeFormat } from './createTimeFormat.js'
import { useChatLabels } from './useChatLabels.js'
import type { ChatWindowController } from './useChatWindow.js'
import { isComposing } from './useComposer.js'
import { useConversationState } from './useConversationState.js'
import { useModalWindow } from './useModalWindow.js'
import { useWindowFocus } from './useWindowFocus.js'
import { warnOfConfiguration } from './warnOfConfiguration.js'

export type ChatPanelProps = {
  id: string
  client: EngagementClient
  controller: ChatWindowController
  placement: 'floating' | 'inline'
  corner: string
  labels: Optional<ChatWindowLabels> | undefined
  slots: ChatSlots
  renderMessage: ((message: Message, element: ReactElement) => ReactNode) | undefined
  elementProps: HTMLAttributes<HTMLDivElement>
  forwardedRef: Ref<HTMLDivElement>
}

/** The members of the state that decide which parts the window has. */
const selectParts = ({ status, survey, error }: ConversationState) => ({ status, survey, error })

/** The open window. */
export function ChatPanel({
  id,
  client,
  controller,
  placement,
  corner,
  labels: ownLabels,
  slots: {
    header: Header,
    log: Log,
    status: Status,
    error: ErrorSlot,
    survey: Survey,
    ending: Ending,
    ended: Ended,
    composer: Composer,
    ...logSlots
  },
  renderMessage,
  elementProps,
  forwardedRef,
}: ChatPanelProps): ReactElement {
  const { store, language, isQuiet, hide, tryAgain, getControl } = controller
  const { status, survey, error } = useConversationState(store, selectParts)
  const { labels, lang, dir, formatLanguage } = useChatLabels(language, ownLabels)
  const [isEnding, setEnding] = useState(false)
  const titleId = useId()
  const ownRef = useRef<HTMLDivElement>(null)
  const ref = useMergedRefs(ownRef as Ref<Element>, forwardedRef as Ref<Element>)
  const isFloating = placement === 'floating'
  const isModal = useModalWindow(ownRef, isFloating)
  useWindowFocus(ownRef, isQuiet, getControl)
  useEffect(() => warnOfConfiguration(error), [error])
  const chat = useMemo(
    (): Chat => ({ client, conversation: toConversationActions(store), labels, format: createTimeFormat(formatLanguage), language }),
    [client, store, labels, formatLanguage, language],
  )
  const isReady = status === 'waiting' || status === 'active' || status === 'reconnecting'

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    elementProps.onKeyDown?.(event)
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
    event.preventDefault()
    if (isEnding) setEnding(false)
    else hide()
  }
  // The question stays until the conversation has ended, because the composer would take the focus for a moment.
  const end = async () => {
    await store.close().catch(() => {})
    setEnding(false)
  }
  let footer: ReactNode = <Composer chat={chat} autoFocus={!isQuiet} />
  if (status === 'idle') footer = null
  if (status === 'closed') footer = <Ended chat={chat} onHide={hide} />
  if (survey) footer = <Survey key={survey.messageId} chat={chat} question={survey} />
  if (isEnding && isReady) footer = <Ending chat={chat} onEnd={() => void end()} onCancel={() => setEnding(false)} />
  if (status === 'error') footer = <ErrorSlot chat={chat} error={error} onTryAgain={tryAgain} />

  const attributes = {
    role: isFloating ? 'dialog' : 'region',
    'aria-labelledby': titleId,
    'aria-modal': isModal || undefined,
    'data-chat-window': '',
    'data-placement': placement,
    'data-corner': isFloating ? corner : undefined,
    'data-modal': isModal ? '' : undefined,
    'data-status': status,
    lang,
    ...elementProps,
    id,
    ref,
    onKeyDown,
  }

  return (
    <div {...attributes}>
      {/* The corner of the window depends on the direction of the page. */}
      <div data-chat-body="" dir={dir}>
        <Header chat={chat} titleId={titleId} canEnd={isReady && !survey} onEnd={() => setEnding(true)} onHide={hide} />
        <Log chat={chat} slots={logSlots} renderMessage={renderMessage} />
        <Status chat={chat} />
        <div data-chat-footer="">{footer}</div>
      </div>
    </div>
  )
}
