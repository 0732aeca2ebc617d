import { createListeners } from '../browser/createListeners.js'
import type { ClientCore } from '../client/engagementClient.js'
import type { EngagementError } from '../errors.js'
import type { ConversationState, SurveyQuestion } from '../model/conversation.js'
import type { ConversationDetails, DialogAddress } from '../model/messagingService.js'
import { isMainClosed, type Phase, type PhaseEvent, toNextPhase, toStatus } from './conversationPhase.js'
import type { Timeline } from './createTimeline.js'
import { idleState } from './idleState.js'

/** The state of one conversation, made of its parts. */
export type StateOfConversation = {
  getState: () => ConversationState
  /** Calls back after changes, once for all that happen together. */
  subscribe: (listener: () => void) => () => void
  /** A part has changed. */
  changed: () => void
  getPhase: () => Phase
  dispatch: (event: PhaseEvent, error?: EngagementError) => void
  getId: () => string | undefined
  setId: (id: string) => void
  /** Adds the service's description of a conversation, which may be another one, or older than the known one. */
  addDetails: (details: ConversationDetails) => void
  getDetails: () => ConversationDetails | undefined
  /** The service no longer lists the conversation among the open ones. */
  close: () => void
  /** Returns the address for what is sent, by default in the main dialog. Undefined if that dialog is closed, or unknown. */
  toAddress: (dialogId?: string) => DialogAddress | undefined
  /** Returns the address of the main dialog, also of a closed one. */
  toMainAddress: () => DialogAddress
}

export function createConversationState(
  { acceptances, emit: emitToClient }: Pick<ClientCore, 'acceptances' | 'emit'>,
  timeline: Timeline,
  isAgentTyping: () => boolean,
): StateOfConversation {
  const { subscribe, emit } = createListeners<void>()
  /** The descriptions that the service gave, by the ids of the conversations. */
  const known = new Map<string, ConversationDetails>()
  let phase: Phase = 'connecting'
  let id: string | undefined
  let error: EngagementError | undefined
  /** The latest snapshot. Undefined after a change. */
  let state: ConversationState | undefined
  let survey: SurveyQuestion | undefined
  let status: ConversationState['status'] = 'idle'
  let isScheduled = false

  const getDetails = () => (id === undefined ? undefined : known.get(id))
  const getMain = () => getDetails()?.dialogs.find(({ type }) => type === 'main')
  const isOver = () => phase === 'ended' || phase === 'failed' || phase === 'left'

  function toState(): ConversationState {
    if (phase === 'left') return idleState
    const details = getDetails()
    return {
      status,
      messages: timeline.getMessages(),
      agents: details?.agents ?? idleState.agents,
      isAgentTyping: isAgentTyping(),
      unreadCount: timeline.getUnreadCount(),
      expectedAnswerAt: details?.expectedAnswerAt,
      closedUntil: details?.closedUntil,
      survey: toSurvey(),
      closedBy: isMainClosed(details) ? details?.closedBy : undefined,
      error,
    }
  }

  function toSurvey(): SurveyQuestion | undefined {
    const dialog = getDetails()?.dialogs.find(({ type, isOpen }) => type === 'survey' && isOpen)
    const question = dialog && !isOver() ? timeline.findQuestion(dialog.id)?.message : undefined
    if (question?.id === survey?.messageId) return survey
    const text = question?.content.type === 'text' ? question.content.text : ''
    survey = question && { messageId: question.id, text, replies: question.quickReplies ?? [] }
    return survey
  }

  /** The buttons show the conversation while it is open at the service. */
  function mirror(): void {
    if (id === undefined || phase === 'left' || phase === 'failed') return
    const isOpen = phase !== 'ended' && getDetails()?.isOpen !== false
    const next = isOpen ? { id, unreadCount: timeline.getUnreadCount() } : undefined
    const { conversation } = acceptances.getState()
    if (conversation?.id !== next?.id || conversation?.unreadCount !== next?.unreadCount) acceptances.setState({ conversation: next })
  }

  function changed(): void {
    state = undefined
    const next = toStatus(phase, getDetails())
    if (next !== status) {
      status = next
      emitToClient({ type: 'conversation', status })
    }
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      mirror()
      emit()
    })
  }

  return {
    getState() {
      state ??= toState()
      return state
    },
    subscribe,
    changed,
    getPhase: () => phase,
    dispatch(event, eventError) {
      const next = toNextPhase(phase, event)
      if (next === phase) return
      phase = next
      error = eventError
      changed()
    },
    getId: () => id,
    setId(next) {
      id = next
      changed()
    },
    addDetails(details) {
      const previous = known.get(details.id)
      if (previous && previous.updatedAt > details.updatedAt) return
      const hasSameAgents = JSON.stringify(previous?.agents) === JSON.stringify(details.agents)
      known.set(details.id, previous && hasSameAgents ? { ...details, agents: previous.agents } : details)
      changed()
    },
    getDetails,
    close() {
      const details = getDetails()
      if (details)
        known.set(details.id, { ...details, isOpen: false, dialogs: details.dialogs.map((dialog) => ({ ...dialog, isOpen: false })) })
      changed()
    },
    toAddress(dialogId = getMain()?.id) {
      if (id === undefined || isOver()) return undefined
      const details = getDetails()
      if (!details) return { conversationId: id, dialogId: dialogId ?? id }
      const dialog = details.dialogs.find((other) => other.id === dialogId)
      return details.isOpen && dialog?.isOpen ? { conversationId: id, dialogId: dialog.id } : undefined
    },
    toMainAddress: () => ({ conversationId: id as string, dialogId: getMain()?.id ?? (id as string) }),
  }
}
