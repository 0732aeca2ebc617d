'use client'

import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  useId,
} from 'react'
import type { EngagementClient } from '../client/engagementClient.js'
import type { Message } from '../model/conversation.js'
import type { Optional } from '../model/optional.js'
import { withoutUndefined } from '../model/withoutUndefined.js'
import type { ChatWindowLabels } from '../react/locale.js'
import { useEngagementClient } from '../react/useEngagementClient.js'
import { ChatPanel } from './ChatPanel.js'
import { type ChatSlots, defaultSlots } from './ChatSlots.js'
import { type ChatWindowOpenness, useChatWindow } from './useChatWindow.js'

/** The props of `ChatWindow`, and the attributes of its element. */
export type ChatWindowProps = ChatWindowOpenness &
  Omit<HTMLAttributes<HTMLDivElement>, 'children'> & {
    /**
     * The client of the conversation.
     * @default the client of the nearest `EngagementProvider`
     */
    client?: EngagementClient | undefined
    /**
     * `floating` fixes the window in a corner of the viewport, above the floating button. In a small viewport, it fills the viewport and is modal.
     * `inline` puts the window into the page.
     * @default 'floating'
     */
    placement?: 'floating' | 'inline' | undefined
    /**
     * The corner of the viewport for a floating window: the block side, then the inline side, as in CSS.
     * @default 'end-end'
     */
    corner?: 'start-start' | 'start-end' | 'end-start' | 'end-end' | undefined
    /** Texts that replace those of the locale. Define their functions outside the component, because a new function renders all messages again. */
    labels?: Optional<ChatWindowLabels> | undefined
    /** Components that replace parts of the window. Define them outside the component, because a new component loses its state. */
    slots?: Optional<ChatSlots> | undefined
    /**
     * Renders the content of a message's list item. Define it outside the component, because a new function renders all messages again.
     * @default the element of the slot `message`
     */
    renderMessage?: ((message: Message, element: ReactElement) => ReactNode) | undefined
  }

/**
 * A window with the conversation. It opens when the visitor clicks an `EngagementButton` of the same client. On the next page of the tab, it opens again.
 * @throws ConfigurationError without a client
 * @example
 * ```tsx
 * <EngagementButton placement="floating" />
 * <ChatWindow />
 * ```
 */
export const ChatWindow: ForwardRefExoticComponent<ChatWindowProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  ChatWindowProps
>(function ChatWindow(
  {
    client: override,
    id: ownId,
    open,
    defaultOpen,
    onOpenChange,
    placement = 'floating',
    corner = 'end-end',
    labels,
    slots,
    renderMessage,
    ...elementProps
  },
  ref,
) {
  const client = useEngagementClient(override)
  const defaultId = useId()
  const id = ownId ?? defaultId
  const controller = useChatWindow(client, id, { open, defaultOpen, onOpenChange })

  if (!controller.isOpen) return null
  return (
    <ChatPanel
      id={id}
      client={client}
      controller={controller}
      placement={placement}
      corner={corner}
      labels={labels}
      slots={{ ...defaultSlots, ...withoutUndefined(slots ?? {}) }}
      renderMessage={renderMessage}
      elementProps={elementProps}
      forwardedRef={ref}
    />
  )
})
