'use client'

import {
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type Ref,
  type RefAttributes,
  useSyncExternalStore,
} from 'react'
import { getPageLanguage, onPageLanguageChange } from '../browser/pageLanguage.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { toNumber, toText } from '../http/readers.js'
import type { Optional } from '../model/optional.js'
import type { ChatSessionStatusLabels, ChatSessionStatusState } from '../react/locale.js'
import { getElementRef, renderElement } from '../react/renderElement.js'
import { useLocale } from '../react/useLocale.js'
import { useMergedRefs } from '../react/useMergedRefs.js'
import type { ChatSession } from '../superoffice/chatSessionEntity.js'
import { toChatSessionPhase } from '../superoffice/chatSessionStatus.js'
import { useChatSession } from './useChatSession.js'

/** The members that the component shows. */
type ShownSession = Pick<ChatSession, 'Status'> & Optional<Pick<ChatSession, 'InitialQueuePos' | 'User' | 'ChatbotIsActive' | 'Rating'>>

/** The props of `ChatSessionStatus`: the session or its id, and the attributes of the element. */
export type ChatSessionStatusProps = Omit<HTMLAttributes<HTMLElement>, 'id' | 'children'> & {
  /** The texts of the statuses. They replace those of the locale. */
  labels?: ChatSessionStatusLabels | undefined
  /** An element that replaces the `<p>`, or a function of the props and the state. The element receives the props and the ref. */
  render?:
    | ReactElement
    | ((props: HTMLAttributes<HTMLElement> & { ref: Ref<never> }, state: ChatSessionStatusState) => ReactNode)
    | undefined
} & (
    | {
        /** The id of the session. The component reads only the members that it shows. */
        id: number | undefined
        session?: undefined
        /**
         * The client that reads the session.
         * @default the client of the nearest `EngagementProvider`
         */
        client?: EngagementClient | undefined
      }
    | {
        /** A session that the app has read; undefined while the app reads the session. */
        session: ShownSession | undefined
        id?: undefined
        client?: undefined
      }
  )

const english: ChatSessionStatusLabels = {
  starting: 'Your chat is about to begin.',
  offline: 'Nobody is available to chat right now.',
  waiting: ({ position }) => (position ? `You are in the queue. You were number ${position} when you joined.` : 'You are in the queue.'),
  conversation: ({ agent }) => (agent ? `You are chatting with ${agent}.` : 'You are in a chat.'),
  finished: ({ rating }) => (rating ? `The chat has ended. You rated it ${rating} of 5.` : 'The chat has ended.'),
}

const selected = ['Status', 'InitialQueuePos', 'User/FullName', 'ChatbotIsActive', 'Rating'] as const

/** A server does not know the `<html>` around its components. */
const getServerLanguage = () => undefined

/**
 * Shows a customer the status of their chat session, in a polite live region.
 * @example
 * <ChatSessionStatus id={7} />
 */
export const ChatSessionStatus: ForwardRefExoticComponent<ChatSessionStatusProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  ChatSessionStatusProps
>(function ChatSessionStatus({ id, client, ...props }, ref) {
  return id === undefined && 'session' in props ? (
    <Status {...props} ref={ref} />
  ) : (
    <ReadStatus {...props} id={id} client={client} ref={ref} />
  )
})

type StatusProps = Omit<ChatSessionStatusProps, 'id' | 'client' | 'session'> & { session?: ShownSession | undefined; isFailed?: boolean }

const ReadStatus = forwardRef<HTMLElement, StatusProps & { id: number | undefined; client: EngagementClient | undefined }>(
  function ReadStatus({ id, client, ...props }, ref) {
    const { data, isError } = useChatSession({ id, client, select: selected })
    return <Status {...props} session={data} isFailed={isError} ref={ref} />
  },
)

const Status = forwardRef<HTMLElement, StatusProps>(function Status({ session, isFailed, labels, render, ...elementProps }, forwardedRef) {
  const state = toState(session, isFailed)
  const element = isValidElement<Record<string, unknown>>(render) ? render : undefined
  const ref = useMergedRefs(forwardedRef as Ref<Element>, element && getElementRef(element))
  const { locales, englishLanguage } = useLocale(useSyncExternalStore(onPageLanguageChange, getPageLanguage, getServerLanguage))
  const getLabel = (candidate: ChatSessionStatusLabels | undefined) => {
    const ownLabel = candidate?.[state.status]
    return ownLabel === undefined && state.status === 'over' ? candidate?.finished : ownLabel
  }
  const usedLabels = [labels, ...locales.map(({ status }) => status), english].find((candidate) => getLabel(candidate) !== undefined)
  const locale = locales.find(({ status }) => status === usedLabels)
  const label = getLabel(usedLabels)
  const props = {
    role: 'status',
    ...(locale && { lang: locale.tag, dir: locale.dir }),
    ...(usedLabels === english && { lang: englishLanguage }),
    'data-status': state.status,
    ...elementProps,
    children: typeof label === 'function' ? label(state) : label,
    ref,
  }

  if (typeof render === 'function') return render(props, state)
  if (element) return renderElement(element, props)
  return <p data-chat-session-status="" {...props} />
})

function toState(session: ShownSession | undefined, isFailed = false): ChatSessionStatusState {
  const rating = toNumber(session?.Rating)
  const position = toNumber(session?.InitialQueuePos)
  return {
    status: session ? toChatSessionPhase(session.Status) : isFailed ? 'error' : 'loading',
    position: position && position > 0 ? position : undefined,
    agent: session?.ChatbotIsActive ? undefined : toText(session?.User?.FullName),
    rating: rating && rating >= 1 && rating <= 5 ? rating : undefined,
  }
}
